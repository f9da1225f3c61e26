import { expect, test } from 'vitest'
import { openExchangeKeys } from './key-ring.ts'
import { partnerKeysSchema, thumbprintOf, wrongKeyIds } from './keys.ts'
import { AT, makeJwk, makeRegion, makeRing } from './wire.fixture.ts'

const open = (ring: unknown, environment: 'development' | 'production' = 'production') =>
  openExchangeKeys(typeof ring === 'string' ? ring : JSON.stringify(ring), environment)
const reason = async (...asked: Parameters<typeof open>) => {
  const opened = await open(...asked)
  return opened.ok ? undefined : opened.failure.reason
}
const sign = async (change: object = {}) => ({
  use: 'sign',
  jwk: await makeJwk('Ed25519'),
  from: AT,
  until: null,
  ...change,
})

test('are public halves published, and never a private number?', async () => {
  const ring = await makeRing()
  const { keys, shown } = await makeRegion(ring)
  expect(partnerKeysSchema.parse(JSON.parse(JSON.stringify(shown)))).toEqual(shown)
  for (const { jwk } of ring.keys) expect(JSON.stringify(shown)).not.toContain(jwk.d)
  expect(await wrongKeyIds(shown)).toEqual([])
  expect([...keys.openers.keys()]).toEqual(shown.filter(({ use }) => use === 'open').map(({ kid }) => kid))
  expect([...keys.openers.values()].every(({ extractable }) => !extractable)).toBe(true)
  expect(keys.signer(AT)?.key.extractable).toBe(false)
})

test('is the key id the thumbprint of RFC 8037 A.3?', async () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const
  expect(await thumbprintOf(jwk)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  const [key] = (await makeRegion()).shown
  if (key === undefined) throw new Error('a region has keys')
  expect(await wrongKeyIds([{ ...key, kid: 'A'.repeat(43) }])).toEqual(['A'.repeat(43)])
})

test('does the newest key in force sign, while old and new overlap?', async () => {
  const [old, next, last] = [
    await sign({ from: AT, until: AT + 100 }),
    await sign({ from: AT + 50, until: AT + 200 }),
    await sign({ from: AT + 150, until: null }),
  ]
  const opened = await open({ keys: [next, old, last] })
  if (!opened.ok) throw new Error(opened.failure.reason)
  const { signer, published } = opened.value
  const kids = await Promise.all([old, next, last].map(({ jwk: { kty, crv, x } }) => thumb(kty, crv, x)))
  const at = [AT - 1, AT, AT + 49, AT + 50, AT + 149, AT + 150, AT + 999].map(
    (second) => signer(second)?.kid ?? null,
  )
  expect(at).toEqual([null, kids[0], kids[0], kids[1], kids[1], kids[2], kids[2]])
  expect(published.map(({ kid }) => kid)).toEqual([kids[1], kids[0], kids[2]])
})

const thumb = (_kty: string, _crv: string, x: string) => thumbprintOf({ kty: 'OKP', crv: 'Ed25519', x })

test('is a ring refused that could not do, by the name of what is wrong and never a value?', async () => {
  const ring = await makeRing()
  const [signing, opening] = ring.keys
  const other = await makeJwk('Ed25519')
  const otherOpen = await makeJwk('X25519')
  expect(await reason('{')).toBe('shape: ')
  expect(await reason({ keys: [] })).toBe('shape: keys')
  expect(await reason({ keys: [opening] })).toBe('no key signs')
  expect(await reason({ keys: [signing, signing] })).toBe('a key stands twice')
  expect(await reason({ ...ring, environment: 'development' })).toContain('do not count outside it')
  expect(await reason({ ...ring, environment: 'development' }, 'development')).toBeUndefined()
  expect(await reason({ keys: [{ ...signing, office: 'dept-1' }] })).toContain('shape: keys.0')
  expect(await reason({ keys: [signing, { ...opening, office: undefined }] })).toContain('shape: keys.1')
  expect(await reason({ keys: [{ ...signing, jwk: otherOpen }] })).toContain('shape: keys.0')
  expect(await reason({ keys: [{ ...signing, jwk: { kty: 'oct', k: 'AAAA' } }] })).toContain('shape: keys.0')
  const unpaired = [
    await reason({ keys: [{ ...signing, jwk: { ...signing?.jwk, d: other.d } }] }),
    await reason({ keys: [signing, { ...opening, jwk: { ...opening?.jwk, d: otherOpen.d } }] }),
  ]
  for (const text of unpaired) {
    expect(text).toContain('not that of the public one')
    expect(text).not.toContain(other.d)
    expect(text).not.toContain(otherOpen.d)
  }
})
