/** CX-01 … CX-08: what anyone may read. */
import { asGroup, jsonOf, must, type Tester } from '../tester.ts'
import { holds, thumbprintOf } from '../wire/keys.ts'
import { mustBe, mustBeRefused, type Scenarios } from './scenario.ts'

const CLOCK_MS = 30_000
export const LEAST_BODY_BYTES = 262_144

async function discovery(tester: Tester) {
  const answered = await tester.get('/.well-known/cx')
  mustBe(answered, 200, '/.well-known/cx')
  must(/^application\/json/.test(answered.headers['content-type'] ?? ''), 'it is not application/json')
  return asGroup(jsonOf(answered))
}

export const DISCOVERY: Scenarios = {
  'CX-01': async (tester) => {
    const { region } = await discovery(tester)
    must(region === tester.target.region, `region is ${String(region)}, not ${tester.target.region}`)
  },
  'CX-02': async (tester) => {
    const { versions, suites } = await discovery(tester)
    must(Array.isArray(versions) && versions.includes('1'), 'versions does not hold "1"')
    const list: readonly unknown[] = Array.isArray(suites) ? suites : []
    const spoken = list.map(asGroup).filter(({ state }) => state === 'supported')
    must(
      spoken.some(({ name }) => name === 'intl-1'),
      'suites does not hold intl-1 as supported',
    )
  },
  'CX-03': async (tester) => {
    const { now } = await discovery(tester)
    must(typeof now === 'number', 'now is no number')
    const off = Math.round(now - Date.now())
    must(Math.abs(off) <= CLOCK_MS, `the clock is ${off} ms off`)
  },
  'CX-04': async (tester) => {
    const { messagesPerDelivery: most, bodyBytes } = asGroup((await discovery(tester)).limits)
    must(typeof most === 'number' && most >= 1 && most <= 50, 'limits.messagesPerDelivery is not 1 to 50')
    must(
      typeof bodyBytes === 'number' && bodyBytes >= LEAST_BODY_BYTES,
      'limits.bodyBytes is less than 262144',
    )
  },
  'CX-05': async (tester) => {
    mustBe(await tester.get('/cx/1/keys'), 200, '/cx/1/keys')
    const keys = await tester.publishedKeys()
    must(keys.length > 0, 'no keys are published')
    for (const { kid, jwk } of keys) {
      const print = thumbprintOf(jwk)
      must(kid === print, `kid ${kid} is not the thumbprint ${print}`)
    }
  },
  'CX-06': async (tester) => {
    const open = (await tester.publishedKeys()).filter(({ jwk }) => 'd' in jwk)
    must(open.length === 0, 'a private key is published: end it at once')
  },
  'CX-07': async (tester) => {
    const keys = (await tester.publishedKeys()).filter((key) => holds(key, Date.now() / 1000))
    for (const use of ['sign', 'open'])
      must(
        keys.some((key) => key.use === use),
        `no key with use ${use} is in force`,
      )
  },
  'CX-08': async (tester) => {
    const answered = await tester.get('/cx/2/messages')
    mustBeRefused(answered, '/cx/2/messages')
    const { supported } = asGroup(jsonOf(answered))
    must(Array.isArray(supported) && supported.includes('1'), 'supported does not name "1"')
    const type = answered.headers['content-type'] ?? ''
    must(type.startsWith('application/problem+json'), `it is ${type}`)
  },
}
