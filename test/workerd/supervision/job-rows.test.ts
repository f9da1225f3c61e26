import { expect, test } from 'vitest'
import { JOBS } from '../../../packages/services/src/jobs/table.ts'
import { findMatters } from '../../../packages/services/src/supervision/findings/find.ts'
import { watchOlderCases } from '../../../packages/services/src/supervision/watch-older.ts'
import { advertising, handIn, on } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { DB } from '../../region.ts'

/** The list of jobs says about how many rows each did something, where it counts them. */

const COUNTING = [
  'recomputeDeadlines',
  'watchOlderCases',
  'drawAudits',
  'decidePastCases',
  'fileClosedCases',
  'fileEndedLicences',
  'rotateFieldKeys',
  'sweepClocks',
] as const

test.each(COUNTING)(
  'does %s say how many rows it did something about, also when there were none?',
  async (name) => {
    const done = await JOBS[name].run(await clockContext(), null)
    expect(done).toMatchObject({ rows: 0 })
  },
)

test('is a case that is watched from now on one row, and is nothing found none?', async () => {
  on('2026-03-02')
  const older = await handIn((who) => advertising(who))
  await DB.prepare('DELETE FROM watched_clocks WHERE subject = ?').bind(older.number).run()
  expect(await watchOlderCases(await clockContext(), null)).toMatchObject({ rows: 1 })
  expect(await findMatters(await clockContext(), null)).toMatchObject({ rows: 0 })
})
