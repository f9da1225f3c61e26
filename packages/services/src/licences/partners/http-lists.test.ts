import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeShard, openIssuerKeys, signStatusToken } from '@tongban/licences'
import { openTrust, statusAt } from '@tongban/verifier'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { es256Key, keyEntry, random } from '../../../../licences/src/licences.fixture.ts'
import { httpPartnerLists } from './http-lists.ts'
import { openPartnerLists } from './lists.ts'

/** The lists of a partner over the network, from a real server whose answers are whatever the test has it answer. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void
let answer: Answer
let asked: (string | undefined)[] = []
const server = createServer((request, response) => {
  asked.push(request.headers['if-none-match'])
  answer(request, response)
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Guarantee: the server listens on a port. */
const portOf = (address: unknown) => (address as AddressInfo).port

const opened = await openIssuerKeys(
  JSON.stringify({ keys: [keyEntry('status-1', 'status', await es256Key())] }),
  'production',
  random,
)
if (!opened.ok) throw new Error(opened.failure.reason)
const keys = opened.value
const [found] = keys.signersOf('status', 1_000)
if (found === undefined) throw new Error('no key')
const signer = found

/** A verifier that has asked nobody yet; its clock is moved by the test. */
async function verifier() {
  asked = []
  const issuer = `http://127.0.0.1:${portOf(server.address())}/licences`
  const statusBase = `${issuer}/status/`
  const regions = [
    { region: '500112', name: { zh: '渝北', en: 'Yubei' }, issuer, statusBase, keys: keys.trusted },
  ]
  const state = { now: 1_000_000, told: [] as unknown[] }
  const lists = openPartnerLists(httpPartnerLists(), {
    trust: await openTrust(regions),
    regions,
    seconds: 10,
    clock: { now: () => state.now },
    log: (_, { reason }) => state.told.push(reason),
  })
  const uri = `${statusBase}1`
  const token = (change: object = {}) => {
    const iat = state.now / 1000
    return signStatusToken({ uri, iat, exp: iat + 86_400, ttl: 60, bits: makeShard([]), ...change }, signer)
  }
  /** What it says of place 7, or until when in seconds from now nothing is to be said of it. */
  const ask = async () => {
    const shard = await lists.shardOf({ after: () => undefined }, uri)
    if (shard === undefined) return 'none'
    return shard.exp * 1000 <= state.now ? 'over' : (statusAt(shard, 7) ?? 'no place')
  }
  return { state, lists, uri, token, ask }
}

const TYPE = { 'Content-Type': 'application/statuslist+jwt' }
const sends =
  (token: string, headers: object = {}): Answer =>
  (_, response) =>
    response.writeHead(200, { ...TYPE, ...headers }).end(token)

test('does a list over the network say what it says, and nothing of a place beyond its end?', async () => {
  const { ask, token } = await verifier()
  answer = sends(await token({ bits: makeShard([{ index: 7, value: 1 }]) }))
  expect(await ask()).toBe(1)
  const short = await verifier()
  answer = sends(await short.token({ bits: new Uint8Array(1) }))
  expect(await short.ask()).toBe('no place')
})

test('is a list that unpacks to megabytes given up, however small it came?', async () => {
  const { ask, token, state } = await verifier()
  const bomb = await token({ bits: new Uint8Array(16 * 1024 * 1024) })
  expect(bomb.length).toBeLessThan(64 * 1024)
  answer = sends(bomb)
  expect([await ask(), state.told]).toEqual(['none', ['statusToken:tooLarge']])
})

test('does a partner that says 304 for ever renew nothing past its ttl, and is it asked for a copy then?', async () => {
  const { ask, token, state, lists, uri } = await verifier()
  answer = sends(await token(), { ETag: '"v1"' })
  expect(await ask()).toBe(0)
  answer = (_, response) => response.writeHead(304).end()
  for (let at = 0; at < 5; at += 1) {
    state.now += 11_000
    expect(await ask()).toBe(0)
  }
  state.now += 5_000
  expect([await ask(), lists.isFailing(uri)]).toEqual(['over', true])
  expect(asked).toEqual([undefined, '"v1"', '"v1"', '"v1"', '"v1"', '"v1"', undefined])
  // Nor does the old copy itself.
  const old = await token({ iat: state.now / 1000 - 61 })
  answer = sends(old)
  state.now += 1_000
  expect([await ask(), lists.isFailing(uri)]).toEqual(['over', true])
  answer = sends(await token())
  state.now += 1_000
  expect([await ask(), lists.isFailing(uri)]).toEqual([0, false])
})

test('is a partner’s list that could not be had told of until it can be, and of no other?', async () => {
  const { ask, token, state, lists, uri } = await verifier()
  answer = (_, response) => response.writeHead(500).end()
  expect([await ask(), lists.isFailing(uri), lists.isFailing(uri.replace(/1$/, '2'))]).toEqual([
    'none',
    true,
    false,
  ])
  answer = sends(await token())
  state.now += 1_000
  expect([await ask(), lists.isFailing(uri)]).toEqual([0, false])
})

test('is a list due when the clock was set back, and not relied on where the partner is away?', async () => {
  const { ask, token, state } = await verifier()
  answer = sends(await token())
  expect(await ask()).toBe(0)
  state.now -= 600_000
  answer = (_, response) => response.writeHead(503).end()
  expect([await ask(), asked.length]).toEqual(['over', 2])
  // Once more, by a clock that is set back once more: the last failure is of an instant to come.
  state.now -= 10
  answer = sends(await token({ iat: 399 }))
  await ask()
  expect(asked).toHaveLength(3)
})

test('is what redirects, or sends too much, none?', async () => {
  const { ask, state } = await verifier()
  answer = (_, response) => response.writeHead(302, { Location: '/licences/status/2' }).end()
  expect(await ask()).toBe('none')
  answer = sends('a'.repeat(600_000))
  state.now += 1_000
  expect([await ask(), asked.length]).toEqual(['none', 2])
})
