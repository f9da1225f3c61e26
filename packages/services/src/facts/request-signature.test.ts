import { expect, test } from 'vitest'
import { type Covered, hmacKey, signatureBase, signatureParams, signedFields } from './request-signature.ts'

// RFC 9421 appendix B.1.5 (key), B.2 (test-request) and B.2.5.
const KEY = Buffer.from(
  'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
  'base64',
)
const REQUEST = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: { date: 'Tue, 20 Apr 2021 02:07:55 GMT', 'content-type': 'application/json' },
}
const COVERED = ['date', '@authority', 'content-type'] as const satisfies readonly Covered[]
const PARAMS = { created: 1618884473, keyid: 'test-shared-secret' }

test('is the published hmac-sha256 example of RFC 9421 B.2.5 signed byte for byte?', async () => {
  const input = signatureParams(COVERED, PARAMS)
  expect(signatureBase(REQUEST, COVERED, input)).toBe(
    `"date": Tue, 20 Apr 2021 02:07:55 GMT
"@authority": example.com
"content-type": application/json
"@signature-params": ("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"`,
  )
  expect(await signedFields(REQUEST, COVERED, PARAMS, await hmacKey(KEY), 'sig-b25')).toEqual({
    'signature-input':
      'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    signature: 'sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:',
  })
})

test('is the target URI covered whole, with its query?', () => {
  expect(signatureBase(REQUEST, ['@method', '@target-uri'], 'x')).toBe(
    '"@method": POST\n"@target-uri": https://example.com/foo?param=Value&Pet=dog\n"@signature-params": x',
  )
})

test('does covering a field that is not sent, or a key id that needs escaping, fail at once?', async () => {
  expect(() => signatureBase(REQUEST, ['content-digest'], '')).toThrow('content-digest')
  expect(() => signatureParams(COVERED, { created: 1, keyid: 'a";b="' })).toThrow('escaping')
})
