import type { ChunkPlace } from '@tongban/privacy'

/**
 * How a file lies in storage: parts of one length, the last one shorter. A part is what a client sends at once and what
 * is sealed at once, so that no more of a file than this is ever in memory. Below the body limit of the gateway.
 */
export const PART_BYTES = 512 * 1024
export const FILE_LIMIT_BYTES = 20 * 1024 * 1024

export const partCount = (size: number): number => Math.ceil(size / PART_BYTES)

export const partLength = (size: number, index: number): number =>
  Math.min(PART_BYTES, size - index * PART_BYTES)

/** Where a part stands, as its seal holds it. */
export const partPlace = (fileId: string, size: number, index: number): ChunkPlace => ({
  file: fileId,
  index,
  last: index === partCount(size) - 1,
})

/** Offsets at which parts are still missing, in order. */
export function missingOffsets(size: number, held: readonly { readonly partIndex: number }[]): number[] {
  const here = new Set(held.map(({ partIndex }) => partIndex))
  return Array.from({ length: partCount(size) }, (_, index) => index)
    .filter((index) => !here.has(index))
    .map((index) => index * PART_BYTES)
}
