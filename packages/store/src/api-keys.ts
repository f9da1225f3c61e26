import { textOrNull } from './cells.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type { apiKeys } from './schema/licences.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of the keys of apps. No statement reads or writes a secret: only its hash is here. */

export type ApiKeyRow = typeof apiKeys.$inferSelect

/** Conflicts when a key of this id is there already. */
export const insertApiKey = /* @__PURE__ */ command<ApiKeyRow>(STATEMENTS.insertApiKey)
export const apiKeyById = /* @__PURE__ */ select<ApiKeyRow, { readonly keyId: string }>(STATEMENTS.apiKeyById)

/** The newest first, each with how often it was used that day. */
export type ListedApiKey = Omit<ApiKeyRow, 'secretHash' | 'previousHash'> & { readonly usedToday: number }
export const listApiKeys = /* @__PURE__ */ select<
  ListedApiKey,
  { readonly day: string; readonly limit: number }
>(STATEMENTS.listApiKeys)

/** One key, with how often it was used that day. */
export const apiKeyOnDay = /* @__PURE__ */ select<
  ListedApiKey,
  { readonly keyId: string; readonly day: string }
>(STATEMENTS.apiKeyOnDay)

/** How many requests a day it may make from now on; nothing changes where it was revoked. */
export const setApiKeyQuota = /* @__PURE__ */ command<{
  readonly keyId: string
  readonly dailyQuota: number
}>(STATEMENTS.setApiKeyQuota)

/** Puts another secret in the place of this one, which opens until then. Nothing changes once that has been done. */
export const rotateApiKey = /* @__PURE__ */ command<{
  readonly keyId: string
  readonly before: string
  readonly secretHash: string
  readonly previousUntil: number
}>(STATEMENTS.rotateApiKey)

/** From this instant; nothing changes where it was revoked before. */
export const revokeApiKey = /* @__PURE__ */ command<{ readonly keyId: string; readonly revokedAt: number }>(
  STATEMENTS.revokeApiKey,
)

type OpenKey = {
  readonly scopes: string
  readonly purpose: string
  readonly dailyQuota: number
  readonly department: string | null
  readonly window: string | null
}
type Showing = { readonly keyId: string; readonly secretHash: string; readonly now: number }

const OPENS = `key_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
     AND (secret_hash = ? OR (previous_hash = ? AND previous_until > ?))`
const OPENING = ['keyId', 'now', 'secretHash', 'secretHash', 'now'] as const

/** The key, where it opens at this instant; none where it is unknown, revoked, expired or has another secret. */
export const openApiKey = /* @__PURE__ */ handwritten<OpenKey, Showing>(
  () => `SELECT scopes, purpose, daily_quota, department, window FROM api_keys WHERE ${OPENS}`,
  OPENING,
  (rows) =>
    rows.map((row) => ({
      scopes: String(row.scopes),
      purpose: String(row.purpose),
      dailyQuota: Number(row.daily_quota),
      department: textOrNull(row.department),
      window: textOrNull(row.window),
    })),
)

/**
 * One use of a key counted for the day, where it opens at this instant and has one of these scopes, a JSON list: how many
 * there were, this one among them; one more than the quota once it is used up, however often it is tried. No row where
 * nothing was counted.
 */
export const countApiKeyUse = /* @__PURE__ */ handwritten<
  { readonly count: number },
  Showing & { readonly day: string; readonly scopes: string }
>(
  () => `INSERT INTO api_key_use (key_id, day, count)
   SELECT key_id, ?, 1 FROM api_keys
   WHERE ${OPENS}
     AND EXISTS (SELECT 1 FROM json_each(api_keys.scopes) AS has WHERE has.value IN (SELECT value FROM json_each(?)))
   ON CONFLICT (key_id, day) DO UPDATE SET
     count = min(count + 1, (SELECT daily_quota FROM api_keys WHERE key_id = excluded.key_id) + 1)
   RETURNING count`,
  ['day', ...OPENING, 'scopes'],
  (rows) => rows.map((row) => ({ count: Number(row.count) })),
)

type OfDay = { readonly keyId: string; readonly day: string }

/** So many more of the day's requests, where the quota has them left: all of them, or no row and none. */
export const spendQuota = /* @__PURE__ */ handwritten<
  { readonly count: number },
  OfDay & { readonly more: number }
>(
  `UPDATE api_key_use SET count = count + ?
   WHERE key_id = ? AND day = ?
     AND count + ? <= (SELECT daily_quota FROM api_keys k WHERE k.key_id = api_key_use.key_id)
   RETURNING count`,
  ['more', 'keyId', 'day', 'more'],
  (rows) => rows.map((row) => ({ count: Number(row.count) })),
)
export const quotaLeft = /* @__PURE__ */ handwritten<
  { readonly count: number; readonly dailyQuota: number },
  OfDay
>(
  `SELECT api_key_use.count AS count, api_keys.daily_quota AS daily_quota
   FROM api_key_use JOIN api_keys ON api_keys.key_id = api_key_use.key_id
   WHERE api_key_use.key_id = ? AND api_key_use.day = ?`,
  ['keyId', 'day'],
  (rows) => rows.map((row) => ({ count: Number(row.count), dailyQuota: Number(row.daily_quota) })),
)
