import { retryDelayMs } from '@tongban/exchange'
import { redact } from '@tongban/kernel'
import { dropParked, leaseParked, type ParkedRow, postponeInMessage } from '@tongban/store'
import type { Context } from '../context.ts'
import { raiseAlarm } from './alarms.ts'
import { LEASE_MS } from './outbox.ts'
import { pullMissing } from './pull.ts'
import { fractionOf } from './settle.ts'
import { UNTAKEN_MS } from './take-in.ts'

/**
 * What waits for a forerunner that has not come: its sender is asked for it, once for each case and ever more rarely, a few
 * cases of each partner at a time and the partners side by side, so that none of them keeps the others waiting. What
 * belongs to a case of which nothing has come in three days is dropped, and people are told of it once.
 */
const CASES_OF_EACH = 3
/** A forerunner that is on its way comes within moments; only then its sender is asked. */
const ASK_FROM_ATTEMPT = 2
const DROPPED_AFTER_MS = 72 * 3_600_000
const DROPPED_AT_ONCE = 1000

/** Answers how many messages were had by asking. */
export async function pullParked(ctx: Context): Promise<number> {
  const holder = ctx.ids.uuid()
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([
    leaseParked({ holder, until: now + LEASE_MS, now, limit: CASES_OF_EACH }),
  ])
  const partners = [...new Set(rows.map(({ partner }) => partner))]
  const stored = await Promise.all(
    partners.map(async (partner) => {
      let sum = 0
      for (const row of rows) {
        if (row.partner !== partner) continue
        const got = await askFor(ctx, holder, row)
        // Whoever does not answer is not asked for more; the rest is put off when its lease is over.
        if (got === null) return sum
        sum += got
      }
      return sum
    }),
  )
  return stored.reduce((sum, each) => sum + each, 0)
}

/** Null: not answered. */
async function askFor(ctx: Context, holder: string, row: ParkedRow): Promise<number | null> {
  const { partner, id, caseNumber, seq, type, attempts, createdAt } = row
  const now = ctx.clock.now()
  const nextAt = now + 1 + retryDelayMs(attempts, fractionOf(ctx.ids))
  const facts = { case: caseNumber, seq, type, attempts, reason: GAP }
  // Before it is asked: what comes of that may go on at once.
  await ctx.database.write([
    postponeInMessage({ partner, id, holder, nextAt, reason: GAP }),
    ...(now - createdAt < UNTAKEN_MS
      ? []
      : [raiseAlarm({ kind: 'untaken', partner, subject: id, facts }, now)]),
  ])
  if (attempts < ASK_FROM_ATTEMPT) return 0
  try {
    const { stored, isUnanswered } = await pullMissing(ctx, row)
    return isUnanswered ? null : stored
  } catch (error) {
    ctx.log('notPulled', {
      partner,
      reason: error instanceof Error ? redact(error.message) : 'unknown error',
    })
    return 0
  }
}

const GAP = 'gap'

/** Answers how many were dropped. */
export async function dropUnbegun(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([
    dropParked({ before: now - DROPPED_AFTER_MS, limit: DROPPED_AT_ONCE }),
  ])
  const partners = [...new Set(rows.map(({ partner }) => partner))]
  if (partners.length > 0)
    await ctx.database.write(
      partners.map((partner) => {
        const dropped = rows.filter((row) => row.partner === partner).length
        return raiseAlarm({ kind: 'untaken', partner, subject: 'unbegun', facts: { dropped } }, now)
      }),
    )
  return rows.length
}
