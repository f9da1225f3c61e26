import { civilDateAt, endOfDayAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { quotaLeft, spendQuota as spend } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Counts so many more of an app's requests of today, where it has them left: all of them or none, in one statement of
 * D1. Nobody else has a quota.
 */
export async function spendQuota(
  { actor, clock, database }: Pick<Context, 'actor' | 'clock' | 'database'>,
  more: number,
): Promise<Result<null, Failure>> {
  if (actor.kind !== 'app' || more === 0) return ok(null)
  const now = clock.now()
  const day = civilDateAt(now)
  const asked = { keyId: actor.subject, day }
  const [[spent], [left]] = await database.read([spend({ ...asked, more }), quotaLeft(asked)])
  if (spent !== undefined) return ok(null)
  return fail({
    code: 'quotaUsedUp',
    quota: left?.dailyQuota ?? 0,
    // This request is counted; with the one before it there would have been one more.
    short: { left: left === undefined ? 0 : left.dailyQuota - left.count, wanted: more },
    retryAfterSeconds: Math.ceil((endOfDayAt(day) - now) / 1000),
  })
}
