import { ownIdentities } from '@tongban/evaluations'
import { ratingBefore, suspectRatings } from '@tongban/store'
import type { Context } from '../../context.ts'
import { writeFindings } from '../../supervision/findings/write.ts'
import { foundOf, type Placed } from './found.ts'
import { FIGURES, fabricationsIn, looksFor, OLDEST_MS } from './look.ts'
import { newOnes } from './new-ones.ts'
import { officialsOf, seenRating } from './seen.ts'

/**
 * The job that looks for ratings nobody can have given 刷评. It goes on in the order of writing from where it was, page by page;
 * each rating is held against those before it at its window, terminal, device and official, so that nothing is missed between
 * two pages. What is found becomes a finding of supervision, once for each occasion, written before the place moves. It
 * changes no rating: a supervisor decides.
 */
const PAGES = 20
const PAGE_ROWS = 500
export type FabricationPass = { readonly cursor: string; readonly outcome: string }

export async function detectFabrication(ctx: Context, cursor: string | null): Promise<FabricationPass> {
  let row = await startOf(ctx, cursor)
  let found = 0
  let more = true
  for (let page = 0; page < PAGES && more; page += 1) {
    const next = await detectPage(ctx, row)
    row = next.row
    found += next.found
    more = next.more
  }
  return { cursor: String(row), outcome: `found ${found}${more ? ', more to come' : ''}` }
}

async function startOf(ctx: Context, cursor: string | null): Promise<number> {
  if (cursor !== null && /^\d{1,15}$/.test(cursor)) return Number(cursor)
  const [[first]] = await ctx.database.read([ratingBefore({ since: ctx.clock.now() - OLDEST_MS })])
  return first?.row ?? 0
}

async function detectPage(ctx: Context, after: number) {
  const [rows] = await ctx.database.read([suspectRatings({ ...FIGURES, after, limit: PAGE_ROWS })])
  const { taken, looks } = looksFor(rows)
  const last = taken.at(-1)
  if (last === undefined) return { row: after, found: 0, more: false }
  const own = ownIdentities(taken.map(seenRating), await officialsOf(ctx)).map(
    (fabrication): Placed => ({ fabrication, place: 'rating', key: fabrication.ratings[0]?.id ?? '' }),
  )
  const found = await newOnes(ctx, [...(await fabricationsIn(ctx, looks)), ...own].map(foundOf))
  await writeFindings(ctx, found)
  return { row: last.row, found: found.length, more: taken.length < rows.length || rows.length === PAGE_ROWS }
}
