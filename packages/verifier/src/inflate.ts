/** Unpacks zlib (RFC 1950) as far as a cap allows: a kilobyte can be made that unpacks to a thousand times its size. */
export type Inflated = Uint8Array<ArrayBuffer> | 'tooLarge' | 'malformed'

export async function inflate(packed: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<Inflated> {
  const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
  const reader: ReadableStreamDefaultReader<Uint8Array> = unpacking.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const step = await reader.read().catch(() => 'malformed' as const)
    if (step === 'malformed') return step
    if (step.done) return join(parts, length)
    length += step.value.length
    if (length > maxBytes) {
      // What is given up may complain of it; there is nobody left to hear.
      await reader.cancel().catch(() => undefined)
      return 'tooLarge'
    }
    parts.push(step.value)
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let end = 0
  for (const part of parts) {
    whole.set(part, end)
    end += part.length
  }
  return whole
}
