import { BODY_LIMIT_BYTES } from '@tongban/http'
import { expect, test } from 'vitest'
import { forwardedRequest } from './upstreams.ts'

const part = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255)
const forward = (bytes: Uint8Array<ArrayBuffer>) =>
  forwardedRequest(
    new Request('http://region.test/approvals/v1/cases/1/files/2/content', {
      method: 'PUT',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Upload-Offset': '524288',
        'X-Tongban-Caller': 'me',
      },
      body: bytes,
    }),
    'request-1',
    '192.0.2.1',
    BODY_LIMIT_BYTES,
  )

test.each([0, 1, 524_288, BODY_LIMIT_BYTES])(
  'are %d bytes that are no text handed on as they are?',
  async (length) => {
    const bytes = part(length)
    const request = await forward(bytes)
    if (!request.ok) throw new Error(request.failure.code)
    expect(new Uint8Array(await request.value.arrayBuffer())).toEqual(bytes)
    expect(request.value.headers.get('Content-Type')).toBe('application/octet-stream')
    expect(request.value.headers.get('Upload-Offset')).toBe('524288')
    expect(request.value.headers.get('X-Tongban-Caller')).toBe('192.0.2.1')
  },
)

test('is one byte more than a body may have refused?', async () => {
  expect(await forward(part(BODY_LIMIT_BYTES + 1))).toMatchObject({ failure: { code: 'bodyTooLarge' } })
})
