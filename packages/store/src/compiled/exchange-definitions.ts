import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import { exchangeDeliveries, exchangeMessages, exchangeNonces, exchangePartners } from '../schema/exchange.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of what goes between this region and its partners, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const messageColumns = getTableColumns(exchangeMessages)
const deliveryColumns = getTableColumns(exchangeDeliveries)
const { region } = getTableColumns(exchangePartners)

export const EXCHANGE_DEFINITIONS = {
  insertExchangeMessage: { query: build.insert(exchangeMessages).values(placeholdersOf(messageColumns)) },
  exchangeMessagesAfter: {
    query: build
      .select()
      .from(exchangeMessages)
      .where(
        and(
          eq(exchangeMessages.caseNumber, value('caseNumber')),
          eq(exchangeMessages.partner, value('partner')),
          eq(exchangeMessages.direction, value('direction')),
          gt(exchangeMessages.seq, value('after')),
        ),
      )
      .orderBy(asc(exchangeMessages.seq))
      .limit(value('limit')),
    fields: messageColumns,
  },
  insertExchangeDelivery: {
    query: build.insert(exchangeDeliveries).values(placeholdersOf(deliveryColumns)).onConflictDoNothing(),
  },
  insertExchangeNonce: {
    query: build.insert(exchangeNonces).values(placeholdersOf(getTableColumns(exchangeNonces))),
  },
  setExchangeBreaker: {
    query: build
      .update(exchangePartners)
      .set({
        failures: sql`${value('failures')}`,
        openUntil: sql`${value('openUntil')}`,
        probeBy: null,
      })
      .where(eq(region, value('partner'))),
  },
  setExchangeClock: {
    query: build
      .update(exchangePartners)
      .set({ clockOffsetMs: sql`${value('clockOffsetMs')}` })
      .where(eq(region, value('partner'))),
  },
} as const
