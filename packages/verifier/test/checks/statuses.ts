/** Status lists: their tokens, their places, their age; and the memory of signatures, which never answers for them. */
import { toBase64url } from '../../src/base64url.ts'
import {
  isFault,
  openMemory,
  openTrust,
  readStatusToken,
  type StatusShard,
  type Verdict,
} from '../../src/index.ts'
import { deflate, issue, NOW, openSigner, SECONDS, signJws, statusToken, trustedKey } from '../issuer.ts'
import { allValid, type Check, equal, refusedFor, verify, type World } from './check.ts'

const uriOf = ({ region }: World) => `${region.trusted.statusBase}1`

async function read(world: World, token: string, more: object = {}): Promise<StatusShard | string> {
  const shard = await readStatusToken(token, { uri: uriOf(world), trust: world.trust, now: NOW, ...more })
  return isFault(shard) ? shard.fault.code : shard
}

/** Place 7 holds `value`. */
function bytesWith(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64)
  bytes[1] = value << 6
  return bytes
}

const told = (verdict: Verdict) => [
  verdict.valid,
  verdict.state,
  ...verdict.reasons.map((reason) => reason.code),
]

export const STATUS_CHECKS: readonly Check[] = [
  {
    question: 'each state of the list is told, and an unknown value is never valid',
    async run(world) {
      const credential = await issue(world.region)
      const wanted = [
        [true, 'valid'],
        [false, 'ended', 'status:ended'],
        [false, 'suspended', 'status:suspended'],
        [false, 'ended', 'status:other'],
      ]
      for (const [value, answer] of wanted.entries()) {
        const shard = await read(world, await statusToken(world.region, bytesWith(value)))
        if (typeof shard === 'string') throw new Error(shard)
        const verdict = await verify(world, credential, { statusOf: () => shard })
        equal(told(verdict), answer)
        equal(verdict.status, { value, asOf: (SECONDS - 30) * 1000, maxStalenessSeconds: 60 })
      }
      const eight = { ...allValid(uriOf(world)), bits: 8 as const, bytes: new Uint8Array(64).fill(200) }
      equal(told(await verify(world, credential, { statusOf: () => eight })), [
        false,
        'ended',
        'status:other',
      ])
    },
  },
  {
    question: 'no list, another list, a list past its end, or no place in it is unknown, never yes',
    async run(world) {
      const credential = await issue(world.region)
      const shard = allValid(uriOf(world))
      const ask = async (given: StatusShard | undefined) =>
        told(await verify(world, credential, { statusOf: async () => given }))
      equal(await ask(undefined), [false, 'unknown', 'status:unavailable'])
      equal(await ask({ ...shard, uri: `${shard.uri}1` }), [false, 'unknown', 'status:otherList'])
      equal(await ask({ ...shard, exp: SECONDS }), [false, 'unknown', 'status:stale'])
      equal(await ask({ ...shard, bytes: new Uint8Array(1) }), [false, 'unknown', 'status:outOfRange'])
      equal(await ask({ ...shard, bytes: new Uint8Array(0) }), [false, 'unknown', 'status:outOfRange'])
      const huge = await issue(world.region, {
        status: { status_list: { idx: 2 ** 53 - 1, uri: shard.uri } },
      })
      equal(told(await verify(world, huge)), [false, 'unknown', 'status:outOfRange'])
      const ended = { ...shard, exp: SECONDS, bytes: bytesWith(1) }
      equal(await ask(ended), [false, 'ended', 'status:ended'], 'what ended stays ended')
    },
  },
  {
    question: 'what has ended is told beside what has expired',
    async run(world) {
      const credential = await issue(world.region, { exp: SECONDS - 3600 })
      const statusOf = () => ({ ...allValid(uriOf(world)), bytes: bytesWith(1) })
      equal(told(await verify(world, credential, { statusOf })), [
        false,
        'ended',
        'status:ended',
        'time:expired',
      ])
      equal(told(await verify(world, credential, { statusOf: () => undefined })), [
        false,
        'expired',
        'status:unavailable',
        'time:expired',
      ])
    },
  },
  {
    question: 'a status that came while it was asked for is told as of no later than the check',
    run: async (world) => {
      const verdict = await verify(world, await issue(world.region), {
        statusOf: (uri) => ({ ...allValid(uri), asOf: NOW + 3 }),
      })
      equal([verdict.valid, verdict.status?.asOf, verdict.checkedAt], [true, NOW, NOW])
    },
  },
  {
    question: 'a ttl of nought works, and an old list says how old it is',
    async run(world) {
      const credential = await issue(world.region)
      const ask = (given: Partial<StatusShard>) =>
        verify(world, credential, { statusOf: (uri) => ({ ...allValid(uri), ...given }) })
      const fresh = await ask({ ttl: 0, asOf: NOW })
      equal([fresh.valid, fresh.status?.maxStalenessSeconds, fresh.warnings], [true, 0, []])
      const old = await ask({ ttl: 60, asOf: NOW - 3_600_000 })
      equal([old.valid, old.status?.maxStalenessSeconds], [true, 3600])
      equal(
        old.warnings.map((warning) => warning.code),
        ['status:pastTtl'],
      )
      const shard = await read(world, await statusToken(world.region, bytesWith(0), { ttl: 0 }))
      equal(typeof shard === 'string' ? shard : shard.ttl, 0)
      const silent = await read(world, await statusToken(world.region, bytesWith(0), { ttl: undefined }))
      equal(typeof silent === 'string' ? silent : silent.ttl, 0)
    },
  },
  {
    question: 'a status token that is not the right one is refused',
    async run(world) {
      const { region, partner } = world
      const bytes = bytesWith(0)
      const ask = async (changes: object, header: object = {}) =>
        read(world, await statusToken(region, bytes, changes, header))
      equal(await ask({ sub: `${region.trusted.statusBase}2` }), 'status:otherList')
      equal(await ask({ sub: undefined }), 'status:otherList')
      equal(await ask({ iss: partner.trusted.issuer }), 'status:otherList')
      equal(await ask({}, { typ: 'JWT' }), 'token:type')
      equal(await ask({}, { alg: 'none' }), 'key:algorithm')
      equal(await ask({}, { kid: region.licence.kid }), 'key:unknown')
      equal(await ask({}, { kid: partner.status.kid }), 'key:unknown')
      equal(await ask({ exp: SECONDS }), 'statusToken:expired')
      equal(await ask({ exp: undefined }), 'statusToken:malformed')
      equal(await ask({ ttl: -1 }), 'statusToken:malformed')
      equal(await ask({ iat: SECONDS + 61 }), 'statusToken:expired')
      equal(await ask({ status_list: undefined }), 'statusToken:malformed')
      equal(await ask({ status_list: { bits: 3, lst: 'eNrbuRgAAhcBXQ' } }), 'statusToken:malformed')
      equal(await ask({ status_list: { bits: 2, lst: 'eNrbuRgAAhcBXQ==' } }), 'statusToken:malformed')
      equal(await ask({ status_list: { bits: 2, lst: 'AAAA' } }), 'statusToken:malformed')
      equal(await ask({ status_list: { bits: 2, lst: 'eNrbuRgAAhcB' } }), 'statusToken:malformed', 'cut off')
      const thief = await openSigner(region.status.kid)
      const forged = await statusToken({ ...region, status: thief }, bytes)
      equal(await read(world, forged), 'statusToken:signature')
      equal(await read(world, 'x'), 'statusToken:malformed')
      const own = await statusToken(partner, bytes)
      equal(await read(world, own), 'status:otherList', 'the list of another issuer')
      const lent = await statusToken(partner, bytes, { sub: uriOf(world) })
      equal(await read(world, lent), 'key:unknown', 'a list another issuer made for us')
      const elsewhere = await readStatusToken(own, {
        uri: 'https://thief.example/status/1',
        trust: world.trust,
        now: NOW,
      })
      equal(isFault(elsewhere) && elsewhere.fault.code, 'issuer:unknown')
    },
  },
  {
    question: 'a list that would unpack to more than allowed is given up while unpacking',
    async run(world) {
      const bomb = await statusToken(world.region, new Uint8Array(8_388_608))
      if (bomb.length > 20_000) throw new Error('the bomb should be small')
      equal(await read(world, bomb), 'statusToken:tooLarge')
      equal(await read(world, bomb, { maxBytes: 8_388_607 }), 'statusToken:tooLarge')
      const fits = await read(world, bomb, { maxBytes: 8_388_608 })
      equal(typeof fits === 'string' ? fits : fits.bytes.length, 8_388_608)
      const lst = toBase64url(await deflate(crypto.getRandomValues(new Uint8Array(4096))))
      const wide = await signJws(world.region.status, { typ: 'statuslist+jwt', alg: 'ES256' }, { lst })
      equal(await read(world, wide, { maxBytes: 256 }), 'statusToken:tooLarge', 'before any work')
    },
  },
  {
    question: 'a list dies with the key that signed it',
    async run(world) {
      const shard = await read(world, await statusToken(world.region, bytesWith(0)))
      if (typeof shard === 'string') throw new Error(shard)
      const keys = world.region.trusted.keys.map((key) =>
        key.use === 'status' ? { ...key, revokedAt: SECONDS - 1 } : key,
      )
      const trust = await openTrust([{ ...world.region.trusted, keys }])
      const verdict = await verify({ ...world, trust }, await issue(world.region), { statusOf: () => shard })
      equal(told(verdict), [false, 'unknown', 'status:unavailable'])
      const again = await readStatusToken(await statusToken(world.region, bytesWith(0)), {
        uri: uriOf(world),
        trust,
        now: NOW,
      })
      equal(isFault(again) && again.fault.code, 'key:revoked')
    },
  },
  {
    question: 'the memory of signatures never answers for time, status, key or disclosures',
    async run(world) {
      const memory = openMemory()
      const credential = await issue(world.region)
      const [token = ''] = credential.split('~')
      equal((await verify(world, credential, { memory })).valid, true)
      if (memory.recall(token) === undefined) throw new Error('the signature should be remembered')
      equal((await verify(world, credential, { memory })).valid, true)
      const ended = () => ({ ...allValid(uriOf(world)), bytes: bytesWith(1) })
      equal((await verify(world, credential, { memory, statusOf: ended })).state, 'ended')
      equal((await verify(world, credential, { memory, now: NOW + 366 * 86_400_000 })).state, 'expired')
      refusedFor(await verify(world, `${token}~W10~`, { memory }), 'disclosure:malformed')
      const withKey = async (changes: object) =>
        openTrust([{ ...world.region.trusted, keys: [trustedKey(world.region.licence, 'licence', changes)] }])
      const revoked = await withKey({ revokedAt: SECONDS - 1 })
      refusedFor(await verify({ ...world, trust: revoked }, credential, { memory }), 'key:revoked')
      const other = await withKey({ jwk: (await openSigner('x')).jwk })
      refusedFor(await verify({ ...world, trust: other }, credential, { memory }), 'signature:invalid')
      const none = await openTrust([])
      refusedFor(await verify({ ...world, trust: none }, credential, { memory }), 'issuer:unknown', 'unknown')
    },
  },
  {
    question: 'the memory holds no forgery and no more than it may',
    async run(world) {
      const memory = openMemory(2)
      const [token = '', ...rest] = (await issue(world.region)).split('~')
      const forged = `${token.slice(0, -4)}AAAA`
      refusedFor(await verify(world, [forged, ...rest].join('~'), { memory }), 'signature:invalid')
      equal(memory.recall(forged), undefined)
      const tokens: string[] = []
      for (let index = 0; index < 3; index++) {
        const credential = await issue(world.region, { number: index })
        tokens.push(credential.slice(0, credential.indexOf('~')))
        await verify(world, credential, { memory })
      }
      equal(
        tokens.map((each) => memory.recall(each) !== undefined),
        [false, true, true],
      )
    },
  },
  {
    question:
      'a memory that keeps what it sees twice keeps nothing of what it sees once, and answers for no other token',
    async run(world) {
      const memory = openMemory(2, 'second')
      const credential = await issue(world.region)
      const token = credential.slice(0, credential.indexOf('~'))
      for (const isKept of [false, true, true]) {
        equal((await verify(world, credential, { memory })).valid, true)
        equal(memory.recall(token) !== undefined, isKept)
      }
      // Another content before the same signature is another token.
      equal(memory.recall(`${token[0] === 'e' ? 'f' : 'e'}${token.slice(1)}`), undefined)
    },
  },
]
