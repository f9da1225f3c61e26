import { ruleReportsUnfinished, ruleVersionById } from '@tongban/store'
import type { Context } from '../../context.ts'
import { goOnWith } from './make.ts'

/**
 * The job that goes on deciding past cases again for reports that are not finished, a bounded number each time. A
 * report against rules that are no longer in force is left as it is.
 */
const AT_ONCE = 3

export async function reportsAtWork(ctx: Context) {
  const [unfinished] = await ctx.database.read([ruleReportsUnfinished({ limit: AT_ONCE })])
  let finished = 0
  for (const { ruleId } of unfinished) {
    const [[row]] = await ctx.database.read([ruleVersionById({ id: ruleId })])
    const progress = row === undefined ? null : await goOnWith(ctx, row)
    if (progress?.cursor === null) finished += 1
  }
  return {
    cursor: null,
    outcome: `unfinished ${unfinished.length}, finished now ${finished}`,
    rows: finished,
  }
}
