import { civilDateAt, endOfDayAt } from '@tongban/calendar'
import {
  APP_SCOPES,
  type App,
  type AppScope,
  type Clock,
  type Failure,
  fail,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { countApiKeyUse, openApiKey, openDatabase } from '@tongban/store'

/**
 * Whose key an app shows, and whether it may make one more request today: one trip to D1, so that neither a key that was
 * revoked nor a quota that is used up is passed by in any isolate. What a key has no scope for is not counted. Days are
 * those of Asia/Shanghai.
 */
export function appAuthenticator(d1: D1Database, clock: Clock) {
  return async (
    key: { readonly keyId: string; readonly secret: string },
    scopes: readonly AppScope[],
  ): Promise<Result<App, Failure>> => {
    const now = clock.now()
    const today = civilDateAt(now)
    const secretHash = await sha256Hex(key.secret)
    const shown = { keyId: key.keyId, secretHash, now }
    const [[row], [used]] = await openDatabase(d1).read([
      openApiKey(shown),
      countApiKeyUse({ ...shown, day: today, scopes: JSON.stringify(scopes) }),
    ])
    if (row === undefined) return fail({ code: 'notAuthenticated', reason: 'key' })
    const { dailyQuota, purpose, department, window } = row
    if (used !== undefined && used.count > dailyQuota) {
      const retryAfterSeconds = Math.ceil((endOfDayAt(today) - now) / 1000)
      return fail({ code: 'quotaUsedUp', quota: dailyQuota, retryAfterSeconds })
    }
    const terminal = department === null ? {} : { terminal: { department, window } }
    return ok({ kind: 'app', subject: key.keyId, scopes: readScopes(row.scopes), purpose, ...terminal })
  }
}

const isScope = (name: string): name is AppScope => Object.hasOwn(APP_SCOPES, name)

/** Those of a stored list that this version knows. */
export function readScopes(stored: string): readonly AppScope[] {
  const list: unknown = JSON.parse(stored)
  return Array.isArray(list) ? list.map(String).filter(isScope) : []
}
