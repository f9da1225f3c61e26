import type { Context } from '../context.ts'
import { recomputeOpen } from './recompute.ts'
import { sweepDue } from './sweep.ts'

/** The jobs of the clocks: each run does a bounded piece of work and says where the next goes on. */
const SWEEP_PAGES = 6
const RECOMPUTE_PAGES = 6

export async function sweepAtWork(ctx: Context) {
  let looked = 0
  let recorded = 0
  let failed = 0
  for (let page = 0; page < SWEEP_PAGES; page += 1) {
    const swept = await sweepDue(ctx)
    looked += swept.looked
    recorded += swept.recorded
    failed += swept.failed
    if (!swept.more) break
  }
  const outcome = `due ${looked}, recorded ${recorded}`
  // All the others were swept; the list of jobs tells of it until somebody has looked.
  if (failed > 0) throw new Error(`${outcome}, ${failed} cannot be read`)
  return { cursor: null, outcome, rows: recorded }
}

export async function recomputeAtWork(ctx: Context, from: string | null) {
  let pass = await recomputeOpen(ctx, from)
  let { rows } = pass
  for (let page = 1; page < RECOMPUTE_PAGES && pass.cursor !== null; page += 1) {
    pass = await recomputeOpen(ctx, pass.cursor)
    rows += pass.rows
  }
  return { ...pass, rows }
}
