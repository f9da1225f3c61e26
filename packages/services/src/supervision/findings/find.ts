import { endAnswered, endResolvedAlarms } from '@tongban/store'
import type { Context } from '../../context.ts'
import { findInEvents } from './in-events.ts'
import { findOwed } from './owed.ts'
import { type FinderPlace, placeText, readPlace } from './place.ts'
import { writeFindings } from './write.ts'

/**
 * The job that finds what no clock shows. It goes on from where it was, page by page; what is found is written before the
 * place moves, so that a run that breaks off finds it again and writes nothing twice. What has been mended since is ended.
 */
const PAGES = 20
const END_ROWS = 1_000

export type FinderPass = { readonly cursor: string; readonly outcome: string; readonly rows: number }

export async function findMatters(ctx: Context, cursor: string | null): Promise<FinderPass> {
  let place = readPlace(cursor)
  let found = 0
  let more = true
  for (let page = 0; page < PAGES && more; page += 1) {
    const next = await findPage(ctx, place)
    place = next.place
    found += next.found
    more = next.more
  }
  const now = ctx.clock.now()
  const [answered, resolved] = await ctx.database.read([
    endAnswered({ now, limit: END_ROWS }),
    endResolvedAlarms({ now, limit: END_ROWS }),
  ])
  const ended = answered.length + resolved.length
  return {
    cursor: placeText(place),
    outcome: `found ${found}, ended ${ended}${more ? ', more to come' : ''}`,
    rows: found + ended,
  }
}

async function findPage(ctx: Context, place: FinderPlace) {
  const events = await findInEvents(ctx, place.row)
  const owed = await findOwed(ctx, place)
  const found = [...events.found, ...owed.found]
  await writeFindings(ctx, found)
  return {
    place: { row: events.row ?? place.row, ...owed.place },
    found: found.length,
    more: events.row !== null || owed.more,
  }
}
