/** Genuine in form: whose licence it is, when it holds, and what it must say. */
import { openTrust } from '../../src/index.ts'
import { HOLDER, issue, SECONDS, trustedKey } from '../issuer.ts'
import { allValid, type Check, equal, refusedFor, verify, type World } from './check.ts'

const withKey = async ({ region }: World, changes: object) =>
  openTrust([
    {
      ...region.trusted,
      keys: [trustedKey(region.licence, 'licence', changes), trustedKey(region.status, 'status')],
    },
  ])

export const LICENCE_CHECKS: readonly Check[] = [
  {
    question: 'an unknown issuer or key is unknown, never yes',
    async run(world) {
      const { region, partner } = world
      const stranger = await issue(region, { iss: 'https://stranger.example/licences' })
      refusedFor(await verify(world, stranger), 'issuer:unknown', 'unknown')
      refusedFor(await verify(world, await issue(region, {}, { kid: 'none' })), 'key:unknown', 'unknown')
      refusedFor(await verify(world, await issue(region, {}, { kid: undefined })), 'key:unknown', 'unknown')
      refusedFor(
        await verify(world, await issue(region, {}, { kid: region.status.kid })),
        'key:unknown',
        'unknown',
      )
      refusedFor(
        await verify(world, await issue(region, {}, { kid: partner.licence.kid })),
        'key:unknown',
        'unknown',
      )
      refusedFor(
        await verify(world, await issue(region, { iss: partner.trusted.issuer })),
        'key:unknown',
        'unknown',
      )
    },
  },
  {
    question: 'a revoked key, or one not in force when it signed, counts for nothing',
    async run(world) {
      const credential = await issue(world.region)
      const ask = async (changes: object) =>
        verify({ ...world, trust: await withKey(world, changes) }, credential)
      refusedFor(await ask({ revokedAt: SECONDS - 1 }), 'key:revoked')
      equal((await ask({ revokedAt: SECONDS + 1 })).valid, true)
      refusedFor(await ask({ from: SECONDS - 3600 }), 'key:notInForce')
      refusedFor(await ask({ until: SECONDS - 86_400 }), 'key:notInForce')
      equal((await ask({ until: SECONDS - 86_399 })).valid, true, 'signed in the last second')
    },
  },
  {
    question: 'expired, not yet valid and dated in the future are told apart, with the stated leeway',
    async run(world) {
      const stateOf = async (changes: object, leewaySeconds?: number) => {
        const verdict = await verify(world, await issue(world.region, changes), { leewaySeconds })
        return [verdict.state, ...verdict.reasons.map((reason) => reason.code)]
      }
      equal(await stateOf({ exp: SECONDS - 61 }), ['expired', 'time:expired'])
      equal(await stateOf({ exp: SECONDS - 59 }), ['valid'])
      equal(await stateOf({ exp: SECONDS }, 0), ['expired', 'time:expired'])
      equal(await stateOf({ nbf: SECONDS + 61 }), ['notYetValid', 'time:notYetValid'])
      equal(await stateOf({ nbf: SECONDS + 60 }), ['valid'])
      equal(await stateOf({ iat: SECONDS + 61 }), ['invalid', 'credential:issuedInFuture'])
      equal(await stateOf({ exp: undefined }), ['valid'])
    },
  },
  {
    question: 'what every licence must say is asked for',
    async run(world) {
      const wrongs = [
        { iat: undefined },
        { iat: '1' },
        { iat: 1.5 },
        { nbf: undefined },
        { exp: '9999999999' },
        { exp: null },
        { identifier: 5 },
        { typeName: '高龄津贴' },
        { typeCode: undefined },
        { issuingAuthority: undefined },
        { issuingAuthorityCode: null },
        { status: undefined },
        { status: { status_list: { idx: -1, uri: 'x' } } },
        { status: { status_list: { idx: '7', uri: 'x' } } },
        { cnf: { jwk: { kty: 'oct', k: 'AA' } } },
        { cnf: { kid: 'x' } },
        { aud: 'somebody' },
        { demonstration: 'no' },
      ]
      for (const wrong of wrongs) {
        refusedFor(await verify(world, await issue(world.region, wrong)), 'credential:profile')
      }
      for (const vct of [
        undefined,
        'https://x',
        'urn:tongban:licence:a',
        'urn:tongban:licence:a:0',
        'urn:tongban:licence:a:1x',
      ]) {
        refusedFor(await verify(world, await issue(world.region, { vct })), 'credential:vct')
      }
    },
  },
  {
    question: 'the list of another issuer is refused',
    async run(world) {
      const foreign = [
        `${world.partner.trusted.statusBase}1`,
        `${world.region.trusted.statusBase}../1`,
        `${world.region.trusted.statusBase}1/2`,
        `${world.region.trusted.statusBase}1?x=2`,
        world.region.trusted.statusBase,
        'https://shuangliu.example.gov.cn/licences/status.thief.example/1',
      ]
      for (const uri of foreign) {
        const credential = await issue(world.region, { status: { status_list: { idx: 7, uri } } })
        refusedFor(await verify(world, credential), 'status:foreignList')
      }
    },
  },
  {
    question: 'demonstration data and a nonstandard identifier are warned of and change nothing',
    async run(world) {
      const identifier =
        '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M'
      const verdict = await verify(world, await issue(world.region, { demonstration: true, identifier }))
      equal(verdict.valid, true)
      equal(
        verdict.warnings.map((warning) => warning.code),
        ['demonstration', 'checkDigit:nonstandard'],
      )
      const odd = await verify(world, await issue(world.region, { identifier: '510116-1' }))
      equal([odd.valid, odd.warnings.map((warning) => warning.code)], [true, ['identifier:nonstandard']])
    },
  },
  {
    question: 'the same token with disclosures of another licence is refused',
    async run(world) {
      const { region } = world
      const one = await issue(region, { _sd: [HOLDER.name.digest] })
      const [token = ''] = one.split('~')
      refusedFor(
        await verify(world, `${token}~${HOLDER.name.text}~${HOLDER.level.text}~`),
        'disclosure:unreferenced',
      )
      equal((await verify(world, `${token}~${HOLDER.name.text}~`, { statusOf: allValid })).valid, true)
    },
  },
]
