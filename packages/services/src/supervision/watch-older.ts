import { casesNeverWatched } from '@tongban/store'
import { attemptEach } from '../cases/each-case.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { watchStatements } from './case-clocks.ts'

/**
 * Cases that were open before supervision watched any: their clocks are watched from now on, and what was broken before is
 * said once, with the instant at which it was. One pass; every case that comes later is watched by its own batch.
 */
const PAGE = 25
const PAGES = 6
const DONE = 'done'

export async function watchOlderCases(
  ctx: Context,
  from: string | null,
): Promise<{ readonly cursor: string; readonly outcome: string; readonly rows: number }> {
  if (from === DONE) return { cursor: DONE, outcome: 'every open case is watched', rows: 0 }
  let after = from ?? ''
  let watched = 0
  let failed = 0
  for (let page = 0; page < PAGES; page += 1) {
    const [cases] = await ctx.database.read([casesNeverWatched({ after, limit: PAGE })])
    const { done, faults } = await attemptEach(ctx, cases, ({ caseNumber }) => watchCase(ctx, caseNumber))
    watched += done
    failed += faults.length
    after = cases.at(-1)?.caseNumber ?? after
    if (cases.length < PAGE) {
      after = DONE
      break
    }
  }
  const unread = failed === 0 ? '' : `, ${failed} cannot be read`
  return {
    cursor: after,
    outcome: `watched ${watched}${unread}${after === DONE ? '' : ', more to come'}`,
    rows: watched,
  }
}

async function watchCase(ctx: Context, caseNumber: string): Promise<boolean> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(`an open case cannot be loaded: ${loaded.failure.code}`)
  const { fold, row } = loaded.value
  const statements = watchStatements(ctx, loaded.value, fold, row.seq)
  if (statements.length === 0) return false
  await ctx.database.write(statements)
  return true
}
