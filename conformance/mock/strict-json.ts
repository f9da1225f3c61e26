/** JSON that two readers read alike (RFC 8259, I-JSON): UTF-8 without faults, no key twice in one object. */

export function strictJson(bytes: Uint8Array, isLenient: boolean): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: !isLenient, ignoreBOM: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    return isLenient || keysIn(text) === keysOf(value) ? value : undefined
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof TypeError) return undefined
    throw thrown
  }
}

/** How many keys are written: texts that a colon follows. */
const keysIn = (text: string) =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length

/** How many are left once it was read. */
function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, each) => sum + keysOf(each), own)
}
