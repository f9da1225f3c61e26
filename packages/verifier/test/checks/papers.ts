/** Codes printed on paper. */
import {
  encodePaperBody,
  openTrust,
  type PaperContent,
  paperSigningInput,
  paperText,
  verifyPaper,
} from '../../src/index.ts'
import { IDENTIFIER, NOW, SECONDS, signBytes, trustedKey } from '../issuer.ts'
import { allValid, type Check, equal, refusedFor, type World } from './check.ts'

const DAY = 86_400

/** Signed with the paper key of the world's region. */
async function paperOf({ region }: World, changes: Partial<PaperContent> = {}): Promise<string> {
  const body = encodePaperBody({
    region: '510116',
    kid: region.paper.kid,
    identifier: IDENTIFIER,
    typeName: '高龄津贴领取证明',
    authority: '成都市双流区民政局',
    holder: '张三',
    holderNumber: '510*001X',
    iat: SECONDS - DAY,
    validFrom: '2026-11-21',
    validUntil: '2027-11-21',
    status: { list: 1, index: 7 },
    demonstration: false,
    ...changes,
  })
  if (body === undefined) throw new Error('the record should be written')
  return paperText(body, await signBytes(region.paper, paperSigningInput(body)))
}

const paper = ({ trust }: World, text: string, more: object = {}) =>
  verifyPaper({ text, trust, now: NOW, statusOf: allValid, ...more })

export const PAPER_CHECKS: readonly Check[] = [
  {
    question: 'a paper code is told genuine, with the status of the list at hand and a word on copies',
    async run(world) {
      const text = await paperOf(world)
      if (text.length > 300) throw new Error(`${text.length} characters are too many`)
      equal(/^[0-9A-Z $%*+\-./:]+$/.test(text), true, 'alphanumeric mode')
      const verdict = await paper(world, text)
      equal([verdict.valid, verdict.claims], [true, { holder: '张三', holderNumber: '510*001X' }])
      equal(
        verdict.warnings.map(({ code }) => code),
        ['paper:copy'],
      )
      equal(verdict.licence, {
        identifier: IDENTIFIER,
        vct: null,
        typeCode: '11100000000013338W011',
        // The code holds no English name.
        typeName: { zh: '高龄津贴领取证明', en: 'licence of type 11100000000013338W011' },
        validFrom: '2026-11-21',
        validUntil: '2027-11-21',
      })
      const old = await paper(world, text, {
        statusOf: (uri: string) => ({ ...allValid(uri), asOf: NOW - 7_200_000 }),
      })
      equal([old.valid, old.status?.asOf, old.status?.maxStalenessSeconds], [true, NOW - 7_200_000, 7200])
      equal((await paper(world, text, { statusOf: () => undefined })).state, 'unknown')
      const ended = (uri: string) => ({ ...allValid(uri), bytes: new Uint8Array(8).fill(0b01010101) })
      equal((await paper(world, text, { statusOf: ended })).state, 'ended')
    },
  },
  {
    question: 'a paper code holds from its first day to the end of its last',
    async run(world) {
      const stateOf = async (changes: Partial<PaperContent>) =>
        (await paper(world, await paperOf(world, changes), { leewaySeconds: 0 })).state
      equal(await stateOf({ validUntil: '2026-11-22' }), 'valid')
      equal(await stateOf({ validUntil: '2026-11-21' }), 'expired')
      equal(await stateOf({ validFrom: '2026-11-22' }), 'valid')
      equal(await stateOf({ validFrom: '2026-11-23' }), 'notYetValid')
      equal(await stateOf({ validUntil: null }), 'valid')
      equal(await stateOf({ iat: SECONDS + 1 }), 'invalid')
    },
  },
  {
    question: 'a paper code that was changed, or signed by another key, is refused',
    async run(world) {
      const text = await paperOf(world)
      const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
      for (let index = 0; index < text.length; index += 3) {
        const other = letters.charAt((letters.indexOf(text.charAt(index)) + 1) % 45)
        const verdict = await paper(world, text.slice(0, index) + other + text.slice(index + 1))
        equal([verdict.valid, verdict.claims], [false, {}], `changed at ${index}`)
      }
      for (const wrong of [
        '',
        'TB1:',
        text.slice(0, -1),
        text.slice(0, -3),
        `${text}0`,
        text.toLowerCase(),
        text.slice(4),
        'TB1:'.padEnd(301, '0'),
      ]) {
        refusedFor(await paper(world, wrong), 'paper:malformed')
      }
      const wrongKey = { ...world.region, paper: { ...world.region.licence, kid: world.region.paper.kid } }
      refusedFor(await paper(world, await paperOf({ ...world, region: wrongKey })), 'signature:invalid')
      refusedFor(
        await paper(world, await paperOf(world, { kid: world.region.licence.kid })),
        'key:unknown',
        'unknown',
      )
      refusedFor(await paper(world, await paperOf(world, { region: '110101' })), 'issuer:unknown', 'unknown')
      const keys = [trustedKey(world.region.paper, 'paper', { revokedAt: SECONDS - 1 })]
      const trust = await openTrust([{ ...world.region.trusted, keys }])
      refusedFor(await paper({ ...world, trust }, text), 'key:revoked')
    },
  },
]
