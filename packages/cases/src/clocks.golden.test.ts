import { expect, test } from 'vitest'
import { GOLDEN_CLOCKS } from '../test/golden-clocks.ts'
import { foldOf, linesOf, planOf } from '../test/story.ts'

test('are there enough cases computed by hand, each with its reasoning?', () => {
  expect(GOLDEN_CLOCKS.length).toBeGreaterThanOrEqual(60)
  expect(GOLDEN_CLOCKS.filter(({ why }) => why.length < 15)).toEqual([])
})

test.each(GOLDEN_CLOCKS.map((golden) => [golden.why, golden] as const))('%s?', async (_, golden) => {
  const { plan, more, story, at, want } = golden
  const last = story.split('; ').at(-1)?.split(' ')[0] ?? ''
  expect(linesOf(planOf(plan, more ?? {}), await foldOf(story), at ?? last)).toEqual(want)
})
