import { expect, test } from 'vitest'
import { keysToKeep, storedKeys } from './partner.ts'

const key = (at: number, until: number | null, revokedAt: number | null = null) => ({
  kid: `${'A'.repeat(39)}${String(at).padStart(3, '0')}A`,
  use: 'sign' as const,
  jwk: { kty: 'OKP' as const, crv: 'Ed25519' as const, x: 'A'.repeat(43) },
  from: 0,
  until,
  revokedAt,
})

test('are no more than forty kept, what ended longest ago going first, and nothing that counts or was revoked?', () => {
  const ended = Array.from({ length: 30 }, (_, at) => key(at, 30 - at))
  const rest = [...Array.from({ length: 15 }, (_, at) => key(100 + at, null)), key(200, 1, 1)]
  const kept = keysToKeep([...ended, ...rest], 50)
  expect(kept?.length).toBe(40)
  expect(kept).toEqual([...ended.slice(0, 24), ...rest])
  expect(
    keysToKeep(
      Array.from({ length: 41 }, (_, at) => key(at, null)),
      50,
    ),
  ).toBeNull()
  expect(keysToKeep(rest, 50)).toEqual(rest)
})

test('is what cannot be read no keys, and no failure?', () => {
  expect(storedKeys('[]')).toEqual([])
  for (const text of ['[{]', '{}', '[{"kid":1}]']) expect(storedKeys(text)).toBeNull()
  expect(storedKeys(JSON.stringify(Array.from({ length: 122 }, (_, at) => key(at, null))))?.length).toBe(122)
})
