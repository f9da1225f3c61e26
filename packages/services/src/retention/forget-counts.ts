import { addDays, civilDateAt } from '@tongban/calendar'
import {
  forgetApiKeyUse,
  forgetAttempts,
  forgetDrafts,
  forgetNonces,
  forgetPresentations,
  forgetReceiptCodes,
  forgetSessions,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { OPEN_DAYS } from '../receipts/open-days.ts'

/**
 * What is counted or remembered about people and apps has an end of its own: how often a key was used after 400 days, one
 * year and what a yearly account of it takes; attempts, nonces, and codes nobody used after a day. What was used of a
 * licence goes with the licence. How the query codes of a case ended goes once it is closed for so long that none is good.
 * A session that has run out goes, with what was filled in during it. Where many come the
 * first to write forgets a few; this is for where nobody comes.
 */
const COUNTED_DAYS = 400
const DAY_MS = 24 * 60 * 60_000
const AT_ONCE = 20_000

export async function forgetCounts({ clock, database }: Context): Promise<void> {
  const now = clock.now()
  const stale = { before: now - DAY_MS, limit: AT_ONCE }
  await database.write([
    forgetApiKeyUse({ before: addDays(civilDateAt(now), -COUNTED_DAYS), limit: AT_ONCE }),
    forgetAttempts(stale),
    forgetNonces(stale),
    forgetPresentations(stale),
    forgetReceiptCodes({ closedBefore: addDays(civilDateAt(now), -OPEN_DAYS), limit: AT_ONCE }),
    forgetDrafts({ now, limit: AT_ONCE }),
    forgetSessions({ now, limit: AT_ONCE }),
  ])
}
