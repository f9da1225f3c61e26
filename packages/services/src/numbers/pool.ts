import { type CaseNumber, makeCaseNumber } from '@tongban/kernel'

/**
 * Case numbers are taken from blocks leased in D1, so that a hot request leases nothing. What an isolate leaves
 * unused is a gap; a number never returns. Nothing here touches the database: the caller adds the lease to the
 * read batch it makes anyway.
 */
export const BLOCK_SIZE = 100

export interface NumberPool {
  /** Whether a number of this civil day is at hand. */
  has(day: string): boolean
  /** The next number of this day; throws when none is at hand. */
  take(region: string, day: string): CaseNumber
  /** Adds a leased block, `next` being the first number after it. */
  add(day: string, next: number): void
}

export function openNumberPool(): NumberPool {
  let held = { day: '', blocks: [] as { next: number; end: number }[] }
  return {
    has: (day) => held.day === day && held.blocks.length > 0,
    take(region, day) {
      const block = held.day === day ? held.blocks[0] : undefined
      if (block === undefined) throw new Error('no leased case number at hand')
      const sequence = block.next
      block.next += 1
      if (block.next >= block.end) held.blocks.shift()
      return makeCaseNumber(region, day, sequence)
    },
    add(day, next) {
      if (held.day !== day) held = { day, blocks: [] }
      held.blocks.push({ next: next - BLOCK_SIZE, end: next })
    },
  }
}
