import { nationalCalendar } from '@tongban/calendar'
import { systemIds } from '@tongban/http'
import { openDatabase } from '@tongban/store'
import { sweepStages } from '../../packages/services/src/supervision/sweep-stages.ts'

/**
 * The sweep of supervision by itself, as the desk's Worker does it: `POST /?now=…` gives everything that is due at that
 * instant and answers what it gave and how many statements that took.
 */
type Env = { readonly DB: D1Database }

export default {
  async fetch(request: Request, { DB }: Env): Promise<Response> {
    const now = Number(new URL(request.url).searchParams.get('now'))
    const database = openDatabase(DB)
    let statements = 0
    let most = 0
    const counted = {
      get roundTrips() {
        return database.roundTrips
      },
      read: (async (list) => {
        statements += list.length
        const rows = await database.read(list)
        for (const each of rows) most = Math.max(most, each.length)
        return rows
      }) as typeof database.read,
      write: (list) => {
        statements += list.length
        return database.write(list)
      },
    } satisfies typeof database
    const swept = await sweepStages({
      database: counted,
      clock: { now: () => now },
      ids: systemIds,
      calendar: nationalCalendar,
      policies: { held: [] },
    })
    return Response.json({ ...swept, statements, roundTrips: counted.roundTrips, mostRows: most })
  },
}
