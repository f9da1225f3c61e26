import { APP_SCOPES, type AppScope, type EpochMs } from '@tongban/kernel'
import type { ListedApiKey } from '@tongban/store'
import { readScopes } from './authenticate.ts'

/** A key as administrators see it: never its secret, nor the hash of it. */
export type ApiKeyView = {
  readonly keyId: string
  readonly name: string
  readonly purpose: string
  readonly scopes: readonly { readonly code: AppScope; readonly zh: string; readonly en: string }[]
  readonly dailyQuota: number
  readonly usedToday: number
  readonly state: 'inForce' | 'expired' | 'revoked'
  readonly createdAt: EpochMs
  readonly expiresAt: EpochMs | null
  readonly revokedAt: EpochMs | null
  /** Until when the secret before the present one opens too; null where it does not. */
  readonly previousUntil: EpochMs | null
  /** Where a terminal for ratings stands. */
  readonly terminal: { readonly department: string; readonly window: string | null } | null
}
/** With its secret, which is shown this once. */
export type ApiKeySecretView = ApiKeyView & {
  /** What the app sends: `Authorization: ApiKey <keyId>.<secret>`. */
  readonly authorization: string
}

export function apiKeyView(row: ListedApiKey, now: EpochMs): ApiKeyView {
  const { keyId, name, purpose, dailyQuota, usedToday, createdAt, expiresAt, revokedAt, previousUntil } = row
  const state =
    revokedAt !== null ? 'revoked' : expiresAt !== null && expiresAt <= now ? 'expired' : 'inForce'
  const overlaps = state === 'inForce' && previousUntil !== null && previousUntil > now
  return {
    keyId,
    name,
    purpose,
    scopes: readScopes(row.scopes).map((code) => ({ code, ...APP_SCOPES[code] })),
    dailyQuota,
    // Beyond the quota tries are not told apart.
    usedToday: Math.min(usedToday, dailyQuota),
    state,
    createdAt,
    expiresAt,
    revokedAt,
    previousUntil: overlaps ? previousUntil : null,
    terminal: row.department === null ? null : { department: row.department, window: row.window },
  }
}

export const withSecret = (view: ApiKeyView, secret: string): ApiKeySecretView => ({
  ...view,
  authorization: `ApiKey ${view.keyId}.${secret}`,
})
