import { describe, expect, it } from 'vitest'
import { toBase64url } from './base64url.ts'
import { readJws } from './jws.ts'

const utf8 = new TextEncoder()
const part = (value: object) => toBase64url(utf8.encode(JSON.stringify(value)))
const HEADER = part({ alg: 'ES256', typ: 'dc+sd-jwt', kid: 'k' })
const SIGNATURE = toBase64url(new Uint8Array(64).fill(7))

describe('a token taken apart', () => {
  it.each([10, 1_500, 40_000])(
    'gives its payload, its bytes and what was signed, of %i characters too',
    (length) => {
      const payload = { name: '张', filler: 'x'.repeat(length) }
      const signed = `${HEADER}.${part(payload)}`
      const text = `${signed}.${SIGNATURE}`
      const jws = readJws(text, 'dc+sd-jwt')
      if (typeof jws === 'string') throw new Error(jws)
      expect(jws.payload).toEqual(payload)
      expect(jws.bytes).toEqual(utf8.encode(text))
      expect(new TextDecoder().decode(jws.signed)).toBe(signed)
      expect(jws.signature).toEqual(new Uint8Array(64).fill(7))
    },
  )
  it.each(['张', 'é', 'Ł', '\ud800', '𠮷'])('is refused with %s in any of its parts', (strange) => {
    const payload = part({ a: 1 })
    for (const text of [
      `${HEADER}${strange}.${payload}.${SIGNATURE}`,
      `${strange}${HEADER}.${payload}.${SIGNATURE}`,
      `${HEADER}.${strange}${payload.slice(1)}.${SIGNATURE}`,
      `${HEADER}.${payload}.${SIGNATURE.slice(1)}${strange}`,
    ])
      expect(readJws(text, 'dc+sd-jwt')).toBe('token:encoding')
  })
})
