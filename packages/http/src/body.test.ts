import { expect, test } from 'vitest'
import { environment, sampleDoor } from '../test/sample-door.ts'
import { readBody } from './body.ts'

/** How the shell reads a body, whole, too long, or broken off. */

const LIMIT = 8
const BYTES = { 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0' }
const streaming = (chunks: readonly string[], breaksOff: boolean) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const [next, ...rest] = chunks
      chunks = rest
      if (next !== undefined) controller.enqueue(new TextEncoder().encode(next))
      else if (breaksOff) controller.error(new Error('Network connection lost.'))
      else controller.close()
    },
  })
/** Node asks for `duplex` where the types of the Workers know none. */
const sending = (chunks: readonly string[], headers: Record<string, string>, breaksOff = false) => ({
  headers,
  body: streaming(chunks, breaksOff),
  duplex: 'half',
})
const request = (...sent: Parameters<typeof sending>) =>
  new Request('http://sample.test/', { method: 'POST', ...sending(...sent) })

test.each([
  ['stated and whole', ['abc', 'def'], { 'Content-Length': '6' }, 'abcdef'],
  ['not stated', ['abc', 'def'], {}, 'abcdef'],
  ['stated as larger than is taken', ['abc'], { 'Content-Length': '9' }, 'bodyTooLarge'],
  ['longer than is taken', ['abcdef', 'ghi'], {}, 'bodyTooLarge'],
  ['longer than is taken and stated as less', ['abcdef', 'ghi'], { 'Content-Length': '3' }, 'bodyTooLarge'],
  ['stated as no number', ['abc'], { 'Content-Length': 'x' }, 'abc'],
] as const)('is a body %s read or refused?', async (_, chunks, headers, expected) => {
  const read = await readBody(request(chunks, headers), LIMIT)
  expect(read.ok ? new TextDecoder().decode(read.value) : read.failure.code).toBe(expected)
})

test.each([
  ['stated', { 'Content-Length': '6' }],
  ['not stated', {}],
])('is a body, %s, that breaks off the failure of the caller, and no outage?', async (_, headers) => {
  const read = await readBody(request(['abc'], headers, true), LIMIT)
  expect(read).toMatchObject({ ok: false, failure: { code: 'bodyIncomplete' } })
  const response = await sampleDoor.fetch(
    new Request('http://sample.test/sample/v1/bytes', {
      method: 'PUT',
      ...sending(['abc'], { ...headers, ...BYTES }, true),
    }),
    environment,
  )
  expect([response.status, await response.json()]).toMatchObject([400, { code: 'bodyIncomplete' }])
})
