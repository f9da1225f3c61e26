import { lapseCards, noteLapsedCards } from '@tongban/store'
import type { Context } from '../../context.ts'

/**
 * Proposed cards that nobody has looked at in time stand from then on, each with a step that says so. A page is one batch of
 * two statements over the same rows; what is left after so many pages is for the next run.
 */
export const LAPSE_ROWS = 1_000
const PAGES = 20

export async function lapseProposed(
  ctx: Context,
): Promise<{ readonly lapsed: number; readonly more: boolean }> {
  const now = ctx.clock.now()
  let lapsed = 0
  for (let page = 0; page < PAGES; page += 1) {
    const [, rows] = await ctx.database.read([
      noteLapsedCards({ now, limit: LAPSE_ROWS }),
      lapseCards({ now, limit: LAPSE_ROWS }),
    ])
    lapsed += rows.length
    if (rows.length < LAPSE_ROWS) return { lapsed, more: false }
  }
  return { lapsed, more: true }
}
