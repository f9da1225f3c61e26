import { type Failure, fail, ok, type Result } from '@tongban/kernel'

/** The largest body taken by an endpoint that reads JSON. */
export const BODY_LIMIT_BYTES = 1_048_576

/**
 * Reads a body and counts it: a stated length that is too large is refused before anything is read, and a body that
 * is longer than stated, or states no length, is refused as soon as it passes the limit. One that breaks off before its
 * end is the caller's failure, and no outage of ours.
 */
export async function readBody(
  request: Request,
  limitBytes: number = BODY_LIMIT_BYTES,
): Promise<Result<Uint8Array<ArrayBuffer>, Failure>> {
  const tooLarge = fail({ code: 'bodyTooLarge', limitBytes })
  const stated = Number(request.headers.get('Content-Length') ?? 0)
  if (stated > limitBytes) return tooLarge
  if (request.body === null) return ok(new Uint8Array(0))

  const first = stated >= LARGE_BYTES && READS_AT_ONCE ? await readAtOnce(request.body, stated) : NONE
  if (first === null) return fail({ code: 'bodyIncomplete' })
  // No more came than was announced.
  if (first !== NONE && first.byteLength <= stated) return ok(first)
  const chunks: Uint8Array<ArrayBuffer>[] = first === NONE ? [] : [first]
  let length = first.byteLength
  if (length > limitBytes) return tooLarge
  const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> = request.body.getReader()
  for (;;) {
    const part = await reader.read().catch(brokenOff)
    if (part === null) return fail({ code: 'bodyIncomplete' })
    const { done, value } = part
    if (done) break
    length += value.byteLength
    if (length > limitBytes) {
      await reader.cancel('too large')
      return tooLarge
    }
    chunks.push(value)
    // All that was announced has come: the end need not be waited for (RFC 9112 §6.2).
    if (length === stated) break
  }
  const [only] = chunks
  if (only !== undefined && chunks.length === 1) return ok(only)
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return ok(bytes)
}

/** From so many bytes on a body comes in many pieces, each of which would be waited for by itself. */
const LARGE_BYTES = 16_384
const NONE = new Uint8Array(0)
/** Of the platform alone: reads on until so many bytes are there. */
const READS_AT_ONCE = 'readAtLeast' in ReadableStreamBYOBReader.prototype

/** As many bytes as were announced and one, if there are; fewer where the body ends before. Null: it broke off. */
async function readAtOnce(body: ReadableStream, stated: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = body.getReader({ mode: 'byob' })
  const part = await reader.readAtLeast(stated, new Uint8Array(stated + 1)).catch(brokenOff)
  if (part === null) return null
  reader.releaseLock()
  return part.value ?? new Uint8Array(0)
}

/**
 * The same of a body that the gateway has read and counted before: there is no more of it than the gateway takes, so it
 * is taken over at once, without a stream.
 */
export function readCountedBody(
  request: Request,
  limitBytes: number = BODY_LIMIT_BYTES,
): Promise<Result<Uint8Array<ArrayBuffer>, Failure>> {
  return request.arrayBuffer().then(
    (buffer) =>
      buffer.byteLength > limitBytes
        ? fail({ code: 'bodyTooLarge', limitBytes })
        : ok(new Uint8Array(buffer)),
    () => fail({ code: 'bodyIncomplete' }),
  )
}

/** Reading what the platform hands over fails by one thing alone: the other end is gone. */
const brokenOff = () => null
