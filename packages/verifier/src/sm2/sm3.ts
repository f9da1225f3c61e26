/**
 * SM3 (GB/T 32905-2016), the 256-bit hash of SM2 signatures. No WebCrypto has it, so it is written out here; tests hold
 * it against the examples of the standard and another implementation.
 */
const INITIAL = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const
const BLOCK = 64
const ROUNDS = 64

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by))

/** T_j rotated by j, as each round needs it. */
const CONSTANTS = Int32Array.from({ length: ROUNDS }, (_, round) =>
  rotate(round < 16 ? 0x79cc4519 : 0x7a879d8a, round % 32),
)

export function sm3(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const message = padded(parts)
  const state = Int32Array.from(INITIAL)
  const words = new Int32Array(ROUNDS + 4)
  const view = new DataView(message.buffer)
  for (let at = 0; at < message.length; at += BLOCK) {
    expand(words, view, at)
    compress(state, words)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word)
  return new Uint8Array(digest.buffer)
}

/** The parts one after the other, the bit 1, zeros, and the length in bits (section 5.2). */
function padded(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const message = new Uint8Array(Math.ceil((length + 9) / BLOCK) * BLOCK)
  let at = 0
  for (const part of parts) {
    message.set(part, at)
    at += part.length
  }
  message[length] = 0x80
  new DataView(message.buffer).setBigUint64(message.length - 8, BigInt(length) * 8n)
  return message
}

/** Section 5.3.2. */
function expand(words: Int32Array, view: DataView, at: number): void {
  for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(at + index * 4)
  const word = (index: number) => words[index] ?? 0
  for (let index = 16; index < ROUNDS + 4; index += 1) {
    const mixed = word(index - 16) ^ word(index - 9) ^ rotate(word(index - 3), 15)
    const spread = mixed ^ rotate(mixed, 15) ^ rotate(mixed, 23)
    words[index] = spread ^ rotate(word(index - 13), 7) ^ word(index - 6)
  }
}

/** Section 5.3.3: 64 rounds over the state. */
function compress(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let round = 0; round < ROUNDS; round += 1) {
    const early = round < 16
    const word = words[round] ?? 0
    const a12 = rotate(a, 12)
    const ss1 = rotate((a12 + e + (CONSTANTS[round] ?? 0)) | 0, 7)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ a12) + (word ^ (words[round + 4] ?? 0))) | 0
    const tt2 = (gg + h + ss1 + word) | 0
    d = c
    c = rotate(b, 9)
    b = a
    a = tt1
    h = g
    g = rotate(f, 19)
    f = e
    e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17)
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) ^ word
}
