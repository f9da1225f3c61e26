/**
 * Reads the body of a foreign answer as hostile: counted while it arrives, whatever Content-Length says, and under a
 * time limit that also holds for a body that drips. Never rejects: how the reading ended is the answer.
 */
export type BodyRead =
  | { readonly state: 'whole'; readonly bytes: Uint8Array }
  /** Over the cap; the rest was not taken. */
  | { readonly state: 'over' }
  /** The signal aborted first. */
  | { readonly state: 'late' }
  /** The connection broke. */
  | { readonly state: 'broken' }

type Body = ReadableStream<Uint8Array> | null

export async function readBody(body: Body, capBytes: number, signal: AbortSignal): Promise<BodyRead> {
  if (body === null) return { state: 'whole', bytes: new Uint8Array() }
  const reader = body.getReader()
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted')
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
  const chunks: Uint8Array[] = []
  let length = 0
  while (true) {
    const step = await Promise.race([reader.read().catch(() => 'broken' as const), aborted])
    if (step === 'broken') return { state: signal.aborted ? 'late' : 'broken' }
    if (step === 'aborted') return leave(reader, 'late')
    if (step.done) return { state: 'whole', bytes: joined(chunks, length) }
    length += step.value.byteLength
    if (length > capBytes) return leave(reader, 'over')
    chunks.push(step.value)
  }
}

/** Lets go of a body nobody will read, so that its connection is not held. */
export function discardBody(body: Body): void {
  // Cancelling a body that already broke rejects with the same break; nothing is left to release then.
  body?.cancel().catch(() => undefined)
}

function leave<S extends 'late' | 'over'>(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  state: S,
): { state: S } {
  // As in discardBody: how the reading ended is already known.
  reader.cancel().catch(() => undefined)
  return { state }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
