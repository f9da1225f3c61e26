import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { publishAt } from '../../simulated-cases.ts'
import { simulate } from '../../simulated-regions.ts'
import { storiesIn } from '../../simulated-run.ts'
import { tellStory } from '../../simulated-story.ts'

/**
 * Stories of two regions between which everything may fail, each told by its seed: at the end of each the ledger of both
 * is whole. A story that ends otherwise prints its seed and all that happened; `TEST_FAULT_SEEDS=7-7` tells it again.
 */
const { first, last } = storiesIn(env)
/** Each ended otherwise once: a message refused there, sent again by a comparison, ended its alarm unseen. */
const FOUND = [86]
const seeds = [...new Set([...Array.from({ length: last - first + 1 }, (_, at) => first + at), ...FOUND])]

beforeAll(async () => {
  const sim = await simulate('rules')
  await publishAt(sim.b, '2026-12-24')
})

test.for(seeds)(
  'is the ledger of both regions whole at the end of story %i?',
  { timeout: 60_000 },
  async (seed, { task }) => {
    const { wrong, figures, faults, lines } = await tellStory(seed)
    Object.assign(task.meta, { cases: figures.cases, messages: figures.messages, faults })
    expect(wrong, [`seed ${seed}`, ...lines, ...wrong].join('\n')).toEqual([])
  },
)

test('does the same seed tell the same story?', { timeout: 60_000 }, async () => {
  const [one, other] = [await tellStory(first), await tellStory(first)]
  expect(other.lines).toEqual(one.lines)
  expect(other.hash).toBe(one.hash)
})
