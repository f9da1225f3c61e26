import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { apiKeys } from '../schema/licences.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the keys of apps as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(apiKeys)
const { secretHash: _, previousHash: __, ...listed } = columns
const usedToday = sql<number>`coalesce((select api_key_use.count from api_key_use
  where api_key_use.key_id = api_keys.key_id and api_key_use.day = ${value('day')}), 0)`.as('used_today')

export const API_KEY_DEFINITIONS = {
  insertApiKey: { query: build.insert(apiKeys).values(placeholdersOf(columns)) },
  apiKeyById: {
    query: build
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.keyId, value('keyId'))),
    fields: columns,
  },
  listApiKeys: {
    query: build
      .select({ ...listed, usedToday })
      .from(apiKeys)
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.keyId))
      .limit(value('limit')),
    fields: { ...listed, usedToday: { name: 'used_today' } },
  },
  apiKeyOnDay: {
    query: build
      .select({ ...listed, usedToday })
      .from(apiKeys)
      .where(eq(apiKeys.keyId, value('keyId'))),
    fields: { ...listed, usedToday: { name: 'used_today' } },
  },
  setApiKeyQuota: {
    query: build
      .update(apiKeys)
      .set({ dailyQuota: sql`${value('dailyQuota')}` })
      .where(and(eq(apiKeys.keyId, value('keyId')), isNull(apiKeys.revokedAt))),
  },
  rotateApiKey: {
    query: build
      .update(apiKeys)
      .set({
        previousHash: sql`${apiKeys.secretHash}`,
        previousUntil: sql`${value('previousUntil')}`,
        secretHash: sql`${value('secretHash')}`,
      })
      .where(
        and(
          eq(apiKeys.keyId, value('keyId')),
          eq(apiKeys.secretHash, value('before')),
          isNull(apiKeys.revokedAt),
        ),
      ),
  },
  revokeApiKey: {
    query: build
      .update(apiKeys)
      .set({ revokedAt: sql`${value('revokedAt')}` })
      .where(and(eq(apiKeys.keyId, value('keyId')), isNull(apiKeys.revokedAt))),
  },
} as const
