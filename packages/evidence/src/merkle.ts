/**
 * The Merkle tree over a day's records, by RFC 6962 section 2.1: SHA-256, leaves and nodes told apart by their first
 * byte, so that no node can pass for a leaf. Hashes are lower-case hexadecimal texts. Nothing is read or kept here.
 */
import { hex, sha256Hex } from '@tongban/kernel'

const LEAF = 0
const NODE = 1
const encoder = new TextEncoder()

export function leafHash(text: string): Promise<string> {
  return hashOf(LEAF, encoder.encode(text))
}

export function nodeHash(left: string, right: string): Promise<string> {
  const bytes = new Uint8Array(64)
  bytes.set(bytesOf(left))
  bytes.set(bytesOf(right), 32)
  return hashOf(NODE, bytes)
}

async function hashOf(prefix: number, content: Uint8Array): Promise<string> {
  const bytes = new Uint8Array(content.length + 1)
  bytes[0] = prefix
  bytes.set(content, 1)
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

const bytesOf = (text: string) =>
  Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16))

/**
 * The root over hashes of leaves, or over the roots of pages of leaves: where every page but the last holds the same
 * power of two, both give the same root. Of nothing it is the hash of nothing.
 */
export async function rootOf(hashes: readonly string[]): Promise<string> {
  let level = hashes
  while (level.length > 1) level = await parentsOf(level)
  return level[0] ?? sha256Hex('')
}

/** One level up; an odd last one rises as it is, which is the same as splitting at the largest power of two. */
function parentsOf(level: readonly string[]): Promise<readonly string[]> {
  const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, at) => at * 2)
  return Promise.all(
    pairs.map((at) => {
      const [left = '', right] = level.slice(at, at + 2)
      return right === undefined ? left : nodeHash(left, right)
    }),
  )
}

/** The hashes beside the way from a leaf up to the root, lowest first. */
export async function pathOf(hashes: readonly string[], index: number): Promise<readonly string[]> {
  const path: string[] = []
  let level = hashes
  for (let at = index; level.length > 1; at >>= 1) {
    const beside = level[at ^ 1]
    if (beside !== undefined) path.push(beside)
    level = await parentsOf(level)
  }
  return path
}

/** The root that follows from a leaf, its place among `size` leaves and the path; null when the path does not fit. */
export async function rootFromPath(
  leaf: string,
  index: number,
  size: number,
  path: readonly string[],
): Promise<string | null> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null
  let hash = leaf
  let next = 0
  for (let at = index, last = size - 1; last > 0; at >>= 1, last >>= 1) {
    const isLeft = at % 2 === 0
    if (isLeft && at === last) continue
    const beside = path[next]
    if (beside === undefined) return null
    hash = isLeft ? await nodeHash(hash, beside) : await nodeHash(beside, hash)
    next += 1
  }
  return next === path.length ? hash : null
}
