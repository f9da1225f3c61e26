import { ownIdentities } from '@tongban/evaluations'
import {
  lastOfNewOfficials,
  type RatingOfNewOfficialRow,
  ratingBefore,
  ratingsOfNewOfficials,
  type SeenRatingRow,
  suspectRatings,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { writeFindings } from '../../supervision/findings/write.ts'
import { foundOf, type Placed } from './found.ts'
import { FIGURES, fabricationsIn, looksFor, OLDEST_MS } from './look.ts'
import { newOnes } from './new-ones.ts'
import { identitiesIn, officialsOf, seenRating } from './seen.ts'

/**
 * The job that looks for ratings nobody can have given 刷评. It goes on in the order of writing from where it was, page by page;
 * each rating is held against those before it at its window, terminal, device and official, so that nothing is missed between
 * two pages. What is found becomes a finding of supervision, once for each occasion, written before the place moves. It
 * changes no rating: a supervisor decides.
 */
const PAGES = 20
const PAGE_ROWS = 500
export type FabricationPass = { readonly cursor: string; readonly outcome: string }

/** Up to which rating, and up to which official known as a citizen, was looked at. */
type Place = { readonly row: number; readonly official: number }

export async function detectFabrication(ctx: Context, cursor: string | null): Promise<FabricationPass> {
  let { row, official } = await startOf(ctx, cursor)
  let found = 0
  let more = true
  for (let page = 0; page < PAGES && more; page += 1) {
    const next = await detectPage(ctx, { row, official })
    row = next.row
    official = next.official
    found += next.found
    more = next.more
  }
  return { cursor: `${row}/${official}`, outcome: `found ${found}${more ? ', more to come' : ''}` }
}

async function startOf(ctx: Context, cursor: string | null): Promise<Place> {
  const [, row, official] = /^(\d{1,15})(?:\/(\d{1,15}))?$/.exec(cursor ?? '') ?? []
  if (row !== undefined) return { row: Number(row), official: Number(official ?? 0) }
  const [[first]] = await ctx.database.read([ratingBefore({ since: ctx.clock.now() - OLDEST_MS })])
  return { row: first?.row ?? 0, official: 0 }
}

async function detectPage(ctx: Context, { row: after, official }: Place) {
  const since = ctx.clock.now() - OLDEST_MS
  const [rows, firstOwn, [newest]] = await ctx.database.read([
    suspectRatings({ ...FIGURES, after, limit: PAGE_ROWS }),
    // Whoever became known as an official after they had rated.
    ratingsOfNewOfficials({ after: official, since, limit: PAGE_ROWS, ...FROM_THE_FIRST }),
    lastOfNewOfficials({ after: official }),
  ])
  const late = [...firstOwn, ...(await othersOf(ctx, { official, since }, firstOwn))]
  const { taken, looks } = looksFor(rows)
  const last = taken.at(-1)
  const place = { row: last?.row ?? after, official: newest?.row ?? official }
  if (last === undefined && late.length === 0) return { ...place, found: 0, more: newest !== undefined }
  const own = await ownOnes(ctx, [...taken, ...late])
  const found = await newOnes(ctx, [...(await fabricationsIn(ctx, looks)), ...own].map(foundOf))
  await writeFindings(ctx, found)
  const more = taken.length < rows.length || rows.length === PAGE_ROWS || newest !== undefined
  return { ...place, found: found.length, more }
}

const FROM_THE_FIRST = { lastOfficial: 0, lastRow: 0 }

/** What a full page has left out, so that the place moves past no official whose ratings were not all looked at. */
async function othersOf(
  { database }: Pick<Context, 'database'>,
  { official: after, since }: { readonly official: number; readonly since: number },
  first: readonly RatingOfNewOfficialRow[],
): Promise<readonly RatingOfNewOfficialRow[]> {
  const others: RatingOfNewOfficialRow[] = []
  let page = first
  for (let last = page.at(-1); last !== undefined && page.length === PAGE_ROWS; last = page.at(-1)) {
    const { official: lastOfficial, row: lastRow } = last
    ;[page] = await database.read([
      ratingsOfNewOfficials({ after, since, limit: PAGE_ROWS, lastOfficial, lastRow }),
    ])
    others.push(...page)
  }
  return others
}

type Known = SeenRatingRow & Parameters<typeof identitiesIn>[0][number]

/** Officials' own, each once. */
async function ownOnes(ctx: Context, rows: readonly Known[]): Promise<readonly Placed[]> {
  const ratings = [...new Map(rows.map((row) => [row.id, seenRating(row)])).values()]
  return ownIdentities(ratings, await officialsOf(ctx), identitiesIn(rows)).map((fabrication) => ({
    fabrication,
    place: 'rating',
    key: fabrication.ratings[0]?.id ?? '',
  }))
}
