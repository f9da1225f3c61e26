/** A file that can be looked into anywhere without being held whole. Outside its bounds there is nothing. */
export type Content = {
  readonly size: number
  readonly read: (from: number, to: number) => Promise<Uint8Array>
}

/** A file that lies in parts of one length, of which only the one read last is held. */
export function contentOf(
  size: number,
  partBytes: number,
  readPart: (index: number) => Promise<Uint8Array>,
): Content {
  let held: { readonly index: number; readonly bytes: Uint8Array } | undefined
  const part = async (index: number) => {
    if (held?.index !== index) held = { index, bytes: await readPart(index) }
    return held.bytes
  }
  return {
    size,
    async read(from, to) {
      const end = Math.min(to, size)
      const out = new Uint8Array(Math.max(0, end - from))
      for (let at = from; at < end; ) {
        const index = Math.floor(at / partBytes)
        const start = at - index * partBytes
        const piece = (await part(index)).subarray(start, start + end - at)
        if (piece.length === 0) throw new Error('a part is shorter than its place')
        out.set(piece, at - from)
        at += piece.length
      }
      return out
    },
  }
}
