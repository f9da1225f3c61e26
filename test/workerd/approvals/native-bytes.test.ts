import { hex } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byTable, bytesByTable, fromBase64url, toBase64url } from '../../../packages/privacy/src/base64url.ts'

// The runtime has writers and readers of its own, which Node may lack: here they are held against the tables.

const text = fc.string({
  unit: fc.constantFrom(...'AZaz09-_AB', '+', '/', '=', ' ', '\n', 'é'),
  maxLength: 12,
})

test('do the runtime and the table write the same base64url, and is it read back?', () => {
  expect('fromBase64' in Uint8Array).toBe(true)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const written = toBase64url(bytes)
      expect(written).toBe(byTable(bytes))
      expect([...(fromBase64url(written) ?? [])]).toEqual([...bytes])
      expect(hex(bytes)).toBe([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
    }),
  )
})

test('does the runtime refuse what the table refuses: padding, spaces, other characters, stray bits?', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(fromBase64url(given)).toEqual(bytesByTable(given))
    }),
    { numRuns: 2000 },
  )
  for (const wrong of ['A', 'AA==', 'AB', 'AAB', 'A A', 'AA\n', '+A', 'AAAA=']) {
    expect([wrong, fromBase64url(wrong)]).toEqual([wrong, undefined])
  }
})
