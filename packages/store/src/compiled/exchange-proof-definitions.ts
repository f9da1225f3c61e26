import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { exchangeMessages } from '../schema/exchange.ts'
import { build } from './build.ts'

/** What the proof of a case between two regions is read with, as Drizzle builds it; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(exchangeMessages)

export const EXCHANGE_PROOF_DEFINITIONS = {
  exchangeLog: {
    query: build
      .select()
      .from(exchangeMessages)
      .where(
        and(
          eq(exchangeMessages.caseNumber, value('caseNumber')),
          eq(exchangeMessages.partner, value('partner')),
        ),
      )
      .orderBy(asc(exchangeMessages.direction), asc(exchangeMessages.seq)),
    fields: columns,
  },
} as const
