import { expect, test } from 'vitest'
import { environment, sampleDoor, send } from '../test/sample-door.ts'

/** Endpoints that take bytes and endpoints that give a stream. */

const BYTES = new Uint8Array([0, 255, 13, 10, 0xc3, 0x28])
const headers = { 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0' }
const put = (body: BodyInit, more: Record<string, string> = {}) =>
  sampleDoor.fetch(
    new Request('http://sample.test/sample/v1/bytes', {
      method: 'PUT',
      headers: { ...headers, ...more },
      body,
    }),
    environment,
  )

test('do bytes that are no text go in and come out as they were, under the type and headers of the answer?', async () => {
  const response = await put(BYTES)
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'image/png'])
  expect(response.headers.get('Content-Disposition')).toBe('attachment')
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES)
})

test('are headers handed over by the contract, and may the answer be a part?', async () => {
  const response = await put(BYTES, { 'Upload-Offset': '4', Range: 'bytes=0-', 'X-Other': 'x' })
  expect(response.status).toBe(206)
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES.subarray(4))
})

test.each([
  ['another type', BYTES, { 'Content-Type': 'application/json' }, 415, 'notBytes', []],
  ['no type', BYTES, { 'Content-Type': '' }, 415, 'notBytes', []],
  ['more than the contract takes', new Uint8Array(9), {}, 413, 'bodyTooLarge', []],
  [
    'a header that is wrong',
    BYTES,
    { 'Upload-Offset': '-1' },
    422,
    'invalidInput',
    ['/headers/upload-offset'],
  ],
] as const)('is %s refused?', async (_, body, more, status, code, pointers) => {
  const response = await put(body, more)
  const problem = (await response.json()) as { code: string; errors?: { pointer: string }[] }
  expect([response.status, problem.code]).toEqual([status, code])
  expect((problem.errors ?? []).map(({ pointer }) => pointer)).toEqual(pointers)
})

test('does the API document say that bytes go in, which headers, and what comes out?', async () => {
  const { body } = await send('/sample/openapi.json')
  const { paths } = body as { paths: Record<string, Record<string, Record<string, unknown>>> }
  const operation = paths['/sample/v1/bytes']?.put
  expect(operation?.requestBody).toEqual({
    required: true,
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  expect(operation?.parameters).toMatchObject([
    { name: 'upload-offset', in: 'header', required: true },
    { name: 'range', in: 'header', required: false },
  ])
  expect(Object.keys(operation?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '413', '415', '422']),
  )
})
