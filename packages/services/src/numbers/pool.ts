import { type CaseNumber, makeCaseNumber } from '@tongban/kernel'

/**
 * Case numbers are taken from blocks leased in D1, so that a hot request leases nothing. A number is reserved before
 * the request waits for anything, so that two requests never hope for the same last one. What is not used is a gap;
 * a number never returns. Nothing here touches the database: the caller adds the lease to the read batch it makes
 * anyway.
 */
export const BLOCK_SIZE = 100

export interface NumberPool {
  /** The next number of this civil day, or null when no block of that day is at hand. */
  reserve(region: string, day: string): CaseNumber | null
  /** Adds a leased block, `next` being the first sequence number after it, and takes its first number. */
  refill(region: string, day: string, next: number): CaseNumber
}

type Block = { next: number; readonly end: number }

export function openNumberPool(): NumberPool {
  let held: { readonly day: string; readonly blocks: Block[] } = { day: '', blocks: [] }
  const takeFrom = (block: Block, region: string, day: string) => {
    const sequence = block.next
    block.next += 1
    return makeCaseNumber(region, day, sequence)
  }
  return {
    reserve(region, day) {
      if (held.day !== day) return null
      while (held.blocks[0] !== undefined && held.blocks[0].next >= held.blocks[0].end) held.blocks.shift()
      const [block] = held.blocks
      return block === undefined ? null : takeFrom(block, region, day)
    },
    refill(region, day, next) {
      const block = { next: next - BLOCK_SIZE, end: next }
      // An older day's block that arrives late serves its own request and is not kept.
      if (day > held.day) held = { day, blocks: [block] }
      else if (day === held.day) held.blocks.push(block)
      return takeFrom(block, region, day)
    },
  }
}
