import { expect, test } from 'vitest'
import { openIssuerKeys } from './issuer-keys.ts'
import { es256Key, keyEntry, publicHalf, random, sm2Key } from './licences.fixture.ts'

const open = (
  keys: readonly unknown[],
  more: object = {},
  environment: 'development' | 'production' = 'production',
) => openIssuerKeys(JSON.stringify({ keys, ...more }), environment, random)

async function opened(...given: Parameters<typeof open>) {
  const keys = await open(...given)
  if (!keys.ok) throw new Error(keys.failure.reason)
  return keys.value
}

test('does the newest key in force sign, and the one before it stay to be verified by?', async () => {
  const [first, second] = [await es256Key(), await es256Key()]
  const keys = await opened([
    keyEntry('licence-1', 'licence', first, { from: 100, until: 300 }),
    keyEntry('licence-2', 'licence', second, { from: 200 }),
  ])
  const signing = (at: number) => keys.signersOf('licence', at).map(({ kid }) => kid)
  expect(signing(99)).toEqual([])
  expect(signing(100)).toEqual(['licence-1'])
  expect(signing(200)).toEqual(['licence-2'])
  expect(signing(1000)).toEqual(['licence-2'])
  expect(keys.trusted.map(({ kid, until }) => [kid, until])).toEqual([
    ['licence-1', 300],
    ['licence-2', null],
  ])
})

test('does a revoked key sign no more from its second on, and the one before it again?', async () => {
  const keys = await opened([
    keyEntry('licence-1', 'licence', await es256Key()),
    keyEntry('licence-2', 'licence', await es256Key(), { from: 10, revokedAt: 50 }),
  ])
  expect(keys.signersOf('licence', 49).map(({ kid }) => kid)).toEqual(['licence-2'])
  expect(keys.signersOf('licence', 50).map(({ kid }) => kid)).toEqual(['licence-1'])
})

test('does ES256 sign first and SM2 beside it, and each use by keys of its own?', async () => {
  const keys = await opened([
    keyEntry('sm2-1', 'licence', sm2Key()),
    keyEntry('licence-1', 'licence', await es256Key()),
    keyEntry('status-1', 'status', await es256Key()),
  ])
  expect(keys.signersOf('licence', 1).map(({ alg }) => alg)).toEqual(['ES256', 'SM2-SM3'])
  expect(keys.signersOf('status', 1).map(({ kid }) => kid)).toEqual(['status-1'])
  expect(keys.signersOf('paper', 1)).toEqual([])
})

test('does a key of which only the public half is left sign nothing?', async () => {
  const keys = await opened([
    keyEntry('licence-1', 'licence', await es256Key()),
    keyEntry('licence-2', 'licence', publicHalf(await es256Key()), { from: 10 }),
  ])
  expect(keys.signersOf('licence', 20).map(({ kid }) => kid)).toEqual(['licence-1'])
})

test('is no private part in what is told to everybody?', async () => {
  const jwks = [await es256Key(), sm2Key()]
  const keys = await opened(jwks.map((jwk, at) => keyEntry(`licence-${at}`, 'licence', jwk)))
  for (const { d } of jwks) expect(JSON.stringify(keys.trusted)).not.toContain(d)
})

test('does a signing service stand among the keys with its public half?', async () => {
  const jwk = publicHalf(sm2Key())
  const remote = {
    url: 'https://sign.test/',
    keyId: 'tongban',
    key: 'shared',
    kid: 'ca-1',
    alg: 'SM2-SM3',
    jwk,
  }
  const keys = await opened([keyEntry('licence-1', 'licence', await es256Key())], { remote })
  expect(keys.remote?.kid).toBe('ca-1')
  expect(keys.trusted.find(({ kid }) => kid === 'ca-1')).toMatchObject({ alg: 'SM2-SM3', use: 'licence' })
  expect(JSON.stringify(keys.trusted)).not.toContain('shared')
})

test('does a development key sign outside development?', async () => {
  const keys = [keyEntry('development-licence-1', 'licence', await es256Key())]
  expect(await open(keys)).toMatchObject({ ok: false, failure: { code: 'issuerKeysRefused' } })
  expect(await open(keys, {}, 'development')).toMatchObject({ ok: true })
})

test.each([
  ['no JSON', async () => '{'],
  ['no key', async () => JSON.stringify({ keys: [] })],
  [
    'a key that is no point of its curve',
    async () => {
      const jwk = sm2Key()
      return JSON.stringify({ keys: [keyEntry('k', 'licence', { ...jwk, y: jwk.x })] })
    },
  ],
  [
    'an ES256 key that is none',
    async () => {
      const jwk = await es256Key()
      return JSON.stringify({ keys: [keyEntry('k', 'licence', { ...jwk, y: jwk.x })] })
    },
  ],
  [
    'the private part of another SM2 key',
    async () => JSON.stringify({ keys: [keyEntry('k', 'licence', { ...sm2Key(), ...{ d: sm2Key().d } })] }),
  ],
  [
    'algorithm and curve of two kinds',
    async () => JSON.stringify({ keys: [{ ...keyEntry('k', 'licence', await es256Key()), alg: 'SM2-SM3' }] }),
  ],
  [
    'one id twice',
    async () =>
      JSON.stringify({
        keys: [keyEntry('k', 'licence', await es256Key()), keyEntry('k', 'status', await es256Key())],
      }),
  ],
  [
    'one key for two uses',
    async () => {
      const jwk = await es256Key()
      return JSON.stringify({ keys: [keyEntry('a', 'licence', jwk), keyEntry('b', 'status', jwk)] })
    },
  ],
  [
    'an unknown use',
    async () => JSON.stringify({ keys: [{ ...keyEntry('k', 'licence', await es256Key()), use: 'mail' }] }),
  ],
  [
    'an id with a space',
    async () => JSON.stringify({ keys: [keyEntry('a b', 'licence', await es256Key())] }),
  ],
])('is a secret refused that has %s?', async (_, secret) => {
  const refused = await openIssuerKeys(await secret(), 'development', random)
  expect(refused).toMatchObject({ ok: false, failure: { code: 'issuerKeysRefused' } })
})
