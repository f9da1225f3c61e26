import * as STATEMENTS from './compiled/statements.ts'
import type { apiKeys } from './schema/licences.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of the keys of apps. No statement reads or writes a secret: only its hash is here. */

export type ApiKeyRow = typeof apiKeys.$inferSelect

/** Conflicts when a key of this id is there already. */
export const insertApiKey = command<ApiKeyRow>(STATEMENTS.insertApiKey)
export const apiKeyById = select<ApiKeyRow, { readonly keyId: string }>(STATEMENTS.apiKeyById)

/** The newest first, each with how often it was used that day. */
export type ListedApiKey = Omit<ApiKeyRow, 'secretHash' | 'previousHash'> & { readonly usedToday: number }
export const listApiKeys = select<ListedApiKey, { readonly day: string; readonly limit: number }>(
  STATEMENTS.listApiKeys,
)

/** Puts another secret in the place of this one, which opens until then. Nothing changes once that has been done. */
export const rotateApiKey = command<{
  readonly keyId: string
  readonly before: string
  readonly secretHash: string
  readonly previousUntil: number
}>(STATEMENTS.rotateApiKey)

/** From this instant; nothing changes where it was revoked before. */
export const revokeApiKey = command<{ readonly keyId: string; readonly revokedAt: number }>(
  STATEMENTS.revokeApiKey,
)

export type CountedKey = {
  readonly scopes: string
  readonly purpose: string
  readonly dailyQuota: number
  /** This use among them; one more than the quota once it is used up, however often it is tried. */
  readonly count: number
}
/**
 * Whether a key opens at this instant, and one use of it counted for the day, in one statement: a row where it opens,
 * none where it is unknown, revoked, expired or has another secret.
 */
export const useApiKey = handwritten<
  CountedKey,
  { readonly keyId: string; readonly secretHash: string; readonly now: number; readonly day: string }
>(
  `INSERT INTO api_key_use (key_id, day, count)
   SELECT key_id, ?, 1 FROM api_keys
   WHERE key_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
     AND (secret_hash = ? OR (previous_hash = ? AND previous_until > ?))
   ON CONFLICT (key_id, day) DO UPDATE SET
     count = min(count + 1, (SELECT daily_quota FROM api_keys WHERE key_id = excluded.key_id) + 1)
   RETURNING count,
     (SELECT scopes FROM api_keys k WHERE k.key_id = api_key_use.key_id) AS scopes,
     (SELECT purpose FROM api_keys k WHERE k.key_id = api_key_use.key_id) AS purpose,
     (SELECT daily_quota FROM api_keys k WHERE k.key_id = api_key_use.key_id) AS daily_quota`,
  ['day', 'keyId', 'now', 'secretHash', 'secretHash', 'now'],
  (rows) =>
    rows.map((row) => ({
      scopes: String(row.scopes),
      purpose: String(row.purpose),
      dailyQuota: Number(row.daily_quota),
      count: Number(row.count),
    })),
)
