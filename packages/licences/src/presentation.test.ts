import fc from 'fast-check'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { random } from './licences.fixture.ts'
import { hashCode, makeCode, parseCode, presentationUrl } from './presentation.ts'

test('does every code hold its 128 bits in 26 characters?', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const code = makeCode(() => bytes)
      expect(parseCode(code)).toBe(code)
      let number = 0n
      for (const character of code)
        number = number * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(character))
      expect(number).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
    }),
  )
})

test('is a code understood as people type it, and nothing else taken for one?', () => {
  const code = '0123456789ABCDEFGHJKMNPQRS'
  expect(parseCode('o1234-56789 abcdef ghjkmnpqrs')).toBe(code)
  expect(parseCode('OI23456789ABCDEFGHJKMNPQRS')).toBe(code)
  for (const wrong of [
    '',
    code.slice(1),
    `${code}0`,
    `8${code.slice(1)}`,
    code.replace('9', 'U'),
    ' '.repeat(100),
  ])
    expect(parseCode(wrong)).toBeUndefined()
  expect(() => makeCode(() => new Uint8Array(15))).toThrow(/16 bytes/)
})

test('is the address that was scanned understood, in either case, and no other address?', () => {
  const code = makeCode(random)
  for (const address of [
    presentationUrl('http://localhost:8787', code),
    presentationUrl('https://zwfw.shuangliu.gov.cn', code).toLowerCase(),
    ` https://zwfw.shuangliu.gov.cn/l/${code}\n`,
  ])
    expect(parseCode(address)).toBe(code)
  for (const other of [
    `https://a.test/X/${code}`,
    `https://a.test/L/${code}/more`,
    `https://a.test/L/${code}?x=1`,
    `https://a.test/L/L/${code}`,
    `ftp://a.test/L/${code}`,
    `https:///L/${code}`,
    'https://a.test/L/',
    `https://${'a'.repeat(100_000)}/L/${code}`,
  ])
    expect(parseCode(other)).toBeUndefined()
})

test('is what the database knows the SHA-256 of the code?', async () => {
  // printf 0123456789ABCDEFGHJKMNPQRS | openssl dgst -sha256 -binary | basenc --base64url
  expect(await hashCode('0123456789ABCDEFGHJKMNPQRS')).toBe('9faeMmHb-tIRBnDlOZmeq1bUsfDOLmE9yk_S4fcPr0Q')
})

test('does the address fit a small QR code?', () => {
  const url = presentationUrl('http://localhost:8787', makeCode(random))
  expect(url).toMatch(/^HTTP:\/\/LOCALHOST:8787\/L\/[0-9A-Z]{26}$/)
  expect(encode(url, { ecc: 'M', border: 0 }).version).toBeLessThanOrEqual(3)
  const real = presentationUrl('https://zwfw.shuangliu.gov.cn', makeCode(random))
  expect(encode(real, { ecc: 'M', border: 0 }).version).toBeLessThanOrEqual(4)
})
