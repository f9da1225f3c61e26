import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differencesOf } from './view.ts'

const papers = fc.uniqueArray(
  fc.record({ code: fc.constantFrom('a', 'b', 'c', 'd'), count: fc.integer({ min: 0, max: 5 }) }),
  { selector: ({ code }) => code, minLength: 1 },
)

test('is every difference between what was posted and what was counted told, and nothing else?', () => {
  fc.assert(
    fc.property(papers, papers, (sent, received) => {
      const differences = differencesOf(sent, received)
      for (const code of ['a', 'b', 'c', 'd']) {
        const [before = 0, after = 0] = [sent, received].map(
          (list) => list.find((each) => each.code === code)?.count,
        )
        const told = differences.filter((each) => each.code === code)
        expect(told).toEqual(before === after ? [] : [{ code, sent: before, received: after }])
      }
    }),
  )
})
