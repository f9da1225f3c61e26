/** The trust bundle, the overlap of keys, and second signatures. */
import { toBase64url } from '../../src/base64url.ts'
import { isFault, openTrust, readTrustBundle, type Sm2Verifier, type TrustedRegion } from '../../src/index.ts'
import { issue, NOW, openSigner, SECONDS, signBytes, signJws, trustedKey } from '../issuer.ts'
import { type Check, equal, refusedFor, verify, type World } from './check.ts'

const DAY = 86_400
const GRACE = 30 * DAY

async function bundle(
  { region }: World,
  regions: unknown,
  changes: object = {},
  header: object = {},
): Promise<string> {
  return signJws(
    region.bundle,
    { typ: 'tongban-trust-bundle+jwt', alg: 'ES256', kid: region.bundle.kid, ...header },
    {
      iss: region.trusted.issuer,
      iat: SECONDS - DAY,
      exp: SECONDS + 9 * DAY,
      ttl: 3600,
      regions,
      ...changes,
    },
  )
}

async function readBundle(world: World, token: string, keyChanges: object = {}) {
  const roots = [trustedKey(world.region.bundle, 'bundle', keyChanges)]
  const read = await readTrustBundle(token, roots, NOW, GRACE)
  return isFault(read) ? read.fault.code : read
}

export const TRUST_CHECKS: readonly Check[] = [
  {
    question: 'a signed trust bundle opens the licences of every region in it',
    async run(world) {
      const regions = [world.region.trusted, world.partner.trusted]
      const read = await readBundle(world, await bundle(world, regions))
      if (typeof read === 'string') throw new Error(read)
      equal([read.regions, read.ttl, read.warnings], [regions, 3600, []])
      const trust = await openTrust(read.regions, read.validity)
      equal((await verify({ ...world, trust }, await issue(world.partner))).warnings, [])
    },
  },
  {
    question: 'a trust bundle of anybody else, of another purpose or spoiled is refused',
    async run(world) {
      const { region } = world
      const regions = [region.trusted]
      const thief = await openSigner(region.bundle.kid)
      const forged = await bundle({ ...world, region: { ...region, bundle: thief } }, regions)
      equal(await readBundle(world, forged), 'trust:signature')
      equal(await readBundle(world, await bundle(world, regions, {}, { kid: 'x' })), 'trust:signature')
      equal(await readBundle(world, await bundle(world, regions, {}, { alg: 'none' })), 'trust:signature')
      equal(await readBundle(world, await bundle(world, regions, {}, { typ: 'JWT' })), 'trust:malformed')
      equal(await readBundle(world, await bundle(world, regions), { revokedAt: SECONDS - 1 }), 'key:revoked')
      equal(await readBundle(world, await bundle(world, regions), { use: 'licence' }), 'trust:signature')
      equal(await readBundle(world, 'x'), 'trust:malformed')
      for (const changes of [
        { exp: undefined },
        { iat: SECONDS + 61 },
        { exp: SECONDS - DAY },
        { ttl: '1' },
      ]) {
        equal(await readBundle(world, await bundle(world, regions, changes)), 'trust:malformed')
      }
      const { trusted } = region
      const [key] = trusted.keys
      const wrongs: unknown[] = [
        undefined,
        {},
        [null],
        [{ ...trusted, region: '51' }],
        [{ ...trusted, name: '双流' }],
        [{ ...trusted, issuer: 'javascript:1' }],
        [{ ...trusted, statusBase: 'https://x' }],
        [{ ...trusted, keys: [{ ...key, use: 'any' }] }],
        [{ ...trusted, keys: [{ ...key, alg: 'HS256' }] }],
        [{ ...trusted, keys: [{ ...key, alg: 'SM2-SM3' }] }],
        [{ ...trusted, keys: [{ ...key, from: null }] }],
        [{ ...trusted, keys: [key, key] }],
        [trusted, trusted],
        [trusted, { ...world.partner.trusted, statusBase: trusted.statusBase }],
      ]
      for (const wrong of wrongs)
        equal(await readBundle(world, await bundle(world, wrong)), 'trust:malformed')
    },
  },
  {
    question: 'an old trust bundle warns, first of its end and then in its grace, and stops only after it',
    async run(world) {
      const credential = await issue(world.region)
      const ask = async (exp: number) => {
        const trust = await openTrust([world.region.trusted], {
          iat: SECONDS - 10 * DAY,
          exp,
          graceSeconds: GRACE,
        })
        const verdict = await verify({ ...world, trust }, credential)
        return [
          verdict.valid,
          verdict.warnings.map(({ code }) => code),
          verdict.reasons.map(({ code }) => code),
        ]
      }
      equal(await ask(SECONDS + 10 * DAY), [true, [], []])
      equal(await ask(SECONDS + 2 * DAY), [true, ['trust:expiresSoon'], []])
      equal(await ask(SECONDS), [true, ['trust:expired'], []])
      equal(await ask(SECONDS - GRACE + 1), [true, ['trust:expired'], []])
      equal(await ask(SECONDS - GRACE), [false, [], ['trust:outOfGrace']])
      const old = await readBundle(
        world,
        await bundle(world, [world.region.trusted], { iat: SECONDS - 9 * DAY, exp: SECONDS - 1 }),
      )
      equal(typeof old === 'string' ? old : old.warnings.map(({ code }) => code), ['trust:expired'])
      const dead = await bundle(world, [world.region.trusted], {
        iat: SECONDS - 99 * DAY,
        exp: SECONDS - GRACE,
      })
      equal(await readBundle(world, dead), 'trust:outOfGrace')
    },
  },
  {
    question: 'while keys overlap, licences of the old and of the new hold',
    async run(world) {
      const { region } = world
      const next = await openSigner('510116-licence-2')
      const keys = [
        trustedKey(region.licence, 'licence', { until: SECONDS - 3600 }),
        trustedKey(next, 'licence', { from: SECONDS - 7200 }),
      ]
      const trust = await openTrust([{ ...region.trusted, keys }])
      const old = await issue(region, { iat: SECONDS - 3601 })
      const late = await issue(region, { iat: SECONDS - 3600 })
      const fresh = await issue({ ...region, licence: next }, { iat: SECONDS - 3600 })
      equal((await verify({ ...world, trust }, old)).valid, true)
      equal((await verify({ ...world, trust }, fresh)).valid, true)
      refusedFor(await verify({ ...world, trust }, late), 'key:notInForce')
    },
  },
  {
    question: 'a key that is no point of the curve opens nothing',
    async run(world) {
      const { trusted } = world.region
      const keys = trusted.keys.map((key) => ({ ...key, jwk: { ...key.jwk, y: key.jwk.x } }))
      const trust = await openTrust([{ ...trusted, keys }])
      refusedFor(await verify({ ...world, trust }, await issue(world.region)), 'key:unknown', 'unknown')
    },
  },
  {
    question: 'a second signature must hold where it can be checked, and is told of where it cannot',
    async run(world) {
      const { region } = world
      const second = await openSigner('510116-licence-b')
      const jwk = { kty: 'EC', crv: 'SM2', x: 'AA', y: 'AA' } as const
      const sm2Key = { ...trustedKey(second, 'licence'), kid: 'sm2-1', alg: 'SM2-SM3', jwk } as const
      const trusted: TrustedRegion = {
        ...region.trusted,
        keys: [...region.trusted.keys, trustedKey(second, 'licence'), sm2Key],
      }
      const trust = await openTrust([trusted])
      const credential = await issue(region)
      const [token = ''] = credential.split('~')
      const signed = new TextEncoder().encode(token.slice(0, token.lastIndexOf('.')))
      const value = toBase64url(await signBytes(second, signed))
      const ask = async (signatures: object[], sm2?: Sm2Verifier) => {
        const typed = signatures.map((each) => ({ alg: 'ES256' as const, kid: second.kid, value, ...each }))
        const verdict = await verify({ ...world, trust }, credential, { signatures: typed, sm2 })
        const codes = [...verdict.reasons, ...verdict.warnings].map(({ code }) => code)
        return [verdict.valid, verdict.issuer?.also ?? null, ...codes]
      }
      equal(await ask([{}]), [true, ['ES256']])
      equal(await ask([{ value: value.replace(/^./, value.startsWith('A') ? 'B' : 'A') }]), [
        false,
        null,
        'signature:second',
      ])
      equal(await ask([{ value: 'AA' }]), [false, null, 'signature:second'])
      equal(await ask([{ kid: region.licence.kid }]), [false, null, 'signature:second'])
      equal(await ask([{ kid: 'nobody' }]), [true, [], 'signature:unchecked'])
      equal(await ask([{ kid: region.status.kid }]), [false, null, 'key:unknown'])
      equal(await ask([{ alg: 'SM2-SM3' }]), [false, null, 'key:algorithm'])
      const byteCount = (key: { crv: string }, bytes: Uint8Array) =>
        key.crv === 'SM2' && bytes.length === signed.length
      equal(await ask([{ kid: 'sm2-1', alg: 'SM2-SM3' }]), [true, [], 'signature:unchecked'])
      equal(await ask([{ kid: 'sm2-1', alg: 'SM2-SM3' }, {}], byteCount), [true, ['SM2-SM3', 'ES256']])
      equal(await ask([{ kid: 'sm2-1', alg: 'SM2-SM3' }], () => false), [false, null, 'signature:second'])
      equal(await ask([{}, {}, {}, {}, {}]), [false, null, 'token:tooLarge'])
    },
  },
  {
    question: 'a licence signed by SM2 alone is unknown where SM2 is not switched on',
    async run(world) {
      const jwk = { kty: 'EC', crv: 'SM2', x: 'AA', y: 'AA' } as const
      const key = { ...trustedKey(world.region.licence, 'licence'), alg: 'SM2-SM3', jwk } as const
      const trust = await openTrust([{ ...world.region.trusted, keys: [key] }])
      const credential = await issue(world.region, {}, { alg: 'SM2-SM3' })
      refusedFor(await verify({ ...world, trust }, credential), 'signature:unsupported', 'unknown')
      const yes = await verify({ ...world, trust }, credential, { sm2: async () => true })
      equal([yes.valid, yes.issuer?.alg], [true, 'SM2-SM3'])
      refusedFor(await verify({ ...world, trust }, credential, { sm2: () => false }), 'signature:invalid')
    },
  },
]
