/** Nothing mutated verifies: what was issued is changed in every way a hand or a wire can change it. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { allValid, openWorld, type World } from '../test/checks/check.ts'
import {
  issue,
  keyBinding,
  NOW,
  openSigner,
  SECONDS,
  signBytes,
  signJws,
  statusToken,
  trustedKey,
} from '../test/issuer.ts'
import {
  encodePaperBody,
  isFault,
  openMemory,
  paperSigningInput,
  paperText,
  readStatusToken,
  readTrustBundle,
  verifyLicence,
  verifyPaper,
} from './index.ts'

const CHARACTERS = [...'ABCXYZabcxyz0189-_~.=+/ \n{}":,张é\u0000']
type Change = (text: string) => string

const place = fc.nat(1_000_000)
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...CHARACTERS)).map(
    ([at, other]): Change =>
      (text) => {
        const index = at % text.length
        return text.slice(0, index) + other + text.slice(index + 1)
      },
  ),
  fc.tuple(place, fc.constantFrom(...CHARACTERS)).map(
    ([at, more]): Change =>
      (text) => {
        const index = at % (text.length + 1)
        return text.slice(0, index) + more + text.slice(index)
      },
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 40 })).map(
    ([at, count]): Change =>
      (text) => {
        const index = at % text.length
        return text.slice(0, index) + text.slice(index + count)
      },
  ),
  fc.tuple(place, place).map(
    ([at, other]): Change =>
      (text) => {
        const [first, second] = [at % text.length, other % text.length]
        const letters = [...text]
        letters[first] = text.charAt(second)
        letters[second] = text.charAt(first)
        return letters.join('')
      },
  ),
)
/** By part: left out, doubled, or changed for another, between dots and tildes. */
const partChanges: fc.Arbitrary<Change> = fc
  .tuple(place, place, fc.constantFrom('drop', 'double', 'swap', 'copy'), fc.constantFrom('~', '.'))
  .map(
    ([at, other, way, mark]): Change =>
      (text) => {
        const parts = text.split(mark)
        const [first, second] = [at % parts.length, other % parts.length]
        const [one = '', two = ''] = [parts[first], parts[second]]
        if (way === 'drop') parts.splice(first, 1)
        else if (way === 'double') parts.splice(first, 0, one)
        else parts[first] = two
        if (way === 'swap') parts[second] = one
        return parts.join(mark)
      },
  )

let world: World
let bound: string
let plain: string
const expected = { nonce: 'n-0S6_WzA2Mj', aud: 'https://window.example.gov.cn', maxAgeSeconds: 60 }
beforeAll(async () => {
  world = await openWorld()
  const holder = await openSigner('holder')
  const licence = await issue(world.region, { cnf: { jwk: holder.jwk } })
  bound = licence + (await keyBinding(holder, licence))
  plain = await issue(world.region)
})

const memory = openMemory()
const verify = (credential: string, keyBindingWanted?: typeof expected) =>
  verifyLicence({
    credential,
    trust: world.trust,
    now: NOW,
    statusOf: allValid,
    memory,
    keyBinding: keyBindingWanted,
  })

describe('nothing mutated verifies', () => {
  it('a presentation changed by a character or by a part', async () => {
    expect((await verify(bound, expected)).valid).toBe(true)
    const property = fc.asyncProperty(fc.oneof(changes, partChanges), async (change) => {
      const changed = change(bound)
      if (changed === bound) return
      const verdict = await verify(changed, expected)
      expect([verdict.valid, verdict.reasons.length > 0]).toEqual([false, true])
    })
    await fc.assert(property, { numRuns: 600 })
  })
  it('a licence changed by a character, or by taking parts of another', async () => {
    const other = await issue(world.region, { identifier: '1.2.156.3005.2.x', demonstration: true })
    const property = fc.asyncProperty(changes, async (change) => {
      const changed = change(plain)
      const kept = new Set(plain.split('~'))
      // Only to show less, or in another order, is the holder's right.
      const fewer =
        changed.endsWith('~') && changed.split('~').every((part) => kept.has(part)) && !changed.includes('~~')
      if (!fewer) expect((await verify(changed)).valid).toBe(false)
    })
    await fc.assert(property, { numRuns: 600 })
    const [one = '', two = ''] = [plain, other].map((text) => text.slice(0, text.indexOf('~')))
    for (let mask = 1; mask < 7; mask++) {
      const mixed = [0, 1, 2]
        .map((part) => (((mask >> part) & 1) === 1 ? two : one).split('.')[part])
        .join('.')
      const same = mixed === one || mixed === two
      // The headers are alike: only payload and signature tell the two apart.
      if (!same) expect((await verify(`${mixed}~`)).valid, `${mask}`).toBe(false)
    }
  })
  it('a status list or a trust bundle changed by a character', async () => {
    const { region, trust } = world
    const list = await statusToken(region, new Uint8Array(64))
    const header = { typ: 'tongban-trust-bundle+jwt', alg: 'ES256', kid: region.bundle.kid }
    const claims = { iss: 'x', iat: SECONDS - 9, exp: SECONDS + 99, ttl: 9, regions: [region.trusted] }
    const bundle = await signJws(region.bundle, header, claims)
    const roots = [trustedKey(region.bundle, 'bundle')]
    const readList = (token: string) =>
      readStatusToken(token, { uri: `${region.trusted.statusBase}1`, trust, now: NOW })
    expect([isFault(await readList(list)), isFault(await readTrustBundle(bundle, roots, NOW, 0))]).toEqual([
      false,
      false,
    ])
    const property = fc.asyncProperty(fc.oneof(changes, partChanges), async (change) => {
      const [changedList, changedBundle] = [change(list), change(bundle)]
      if (changedList !== list) expect(isFault(await readList(changedList))).toBe(true)
      if (changedBundle !== bundle)
        expect(isFault(await readTrustBundle(changedBundle, roots, NOW, 0))).toBe(true)
    })
    await fc.assert(property, { numRuns: 300 })
  })
  it('a paper code changed by a character', async () => {
    const body = encodePaperBody({
      region: '510116',
      kid: world.region.paper.kid,
      identifier: '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
      typeName: '高龄津贴领取证明',
      authority: null,
      holder: '张三',
      holderNumber: null,
      iat: SECONDS - 9,
      validFrom: '2026-11-21',
      validUntil: null,
      status: { list: 1, index: 7 },
      demonstration: false,
    })
    if (body === undefined) throw new Error('it should be written')
    const code = paperText(body, await signBytes(world.region.paper, paperSigningInput(body)))
    const read = (text: string) => verifyPaper({ text, trust: world.trust, now: NOW, statusOf: allValid })
    expect((await read(code)).valid).toBe(true)
    const property = fc.asyncProperty(changes, async (change) => {
      const changed = change(code)
      if (changed !== code) expect((await read(changed)).valid).toBe(false)
    })
    await fc.assert(property, { numRuns: 300 })
  })
  it('whatever is handed in is answered, never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.base64String()),
        async (text) => {
          expect((await verify(text)).valid).toBe(false)
          expect((await verify(`${text}.${text}.${text}~`)).valid).toBe(false)
          expect((await verifyPaper({ text, trust: world.trust, now: NOW, statusOf: allValid })).valid).toBe(
            false,
          )
        },
      ),
      { numRuns: 200 },
    )
  })
})
