import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchesOf, halvesOf } from './batches.ts'

const LIMITS = { messages: 50, bytes: 1_000 }

test('does cutting lose nothing, keep the order, and stay within both limits?', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 200 }), (sizes) => {
      const waiting = sizes.map((bytes, at) => ({ bytes, at }))
      const batches = batchesOf(waiting, LIMITS)
      expect(batches.flat()).toEqual(waiting)
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0)
        expect(batch.length).toBeLessThanOrEqual(LIMITS.messages)
        const bytes = batch.reduce((sum, each) => sum + each.bytes, 0)
        // What is too large by itself goes by itself.
        expect(batch.length === 1 || bytes <= LIMITS.bytes).toBe(true)
      }
    }),
  )
})

test('are requests as few as the limits allow in this order?', () => {
  const ones = Array.from({ length: 101 }, () => ({ bytes: 1 }))
  expect(batchesOf(ones, LIMITS).map((batch) => batch.length)).toEqual([50, 50, 1])
})

test('is each poisonous message found by halving, and every other one delivered once and in order?', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (poisonous) => {
      const delivered: number[] = []
      const dead: number[] = []
      const queue: (readonly number[])[] = [poisonous.map((_, at) => at)]
      let requests = 0
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        requests += 1
        if (!batch.some((at) => poisonous[at])) delivered.push(...batch)
        else {
          const halves = halvesOf(batch)
          if (halves === null) dead.push(...batch)
          else queue.unshift(...halves)
        }
      }
      expect(delivered).toEqual(poisonous.flatMap((is, at) => (is ? [] : [at])))
      expect(dead).toEqual(poisonous.flatMap((is, at) => (is ? [at] : [])))
      // Twelve more for each at the most: fifty are halved six times.
      expect(requests).toBeLessThanOrEqual(1 + 12 * dead.length)
    }),
  )
})
