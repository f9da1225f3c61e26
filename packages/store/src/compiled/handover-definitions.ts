import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { handovers } from '../schema/exchange.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of hand-overs as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(handovers)
const both = sql`${handovers.caseNumber} = ${value('caseNumber')} and ${handovers.partner} = ${value('partner')}`

export const HANDOVER_DEFINITIONS = {
  handoversOfCase: {
    query: build
      .select()
      .from(handovers)
      .where(eq(handovers.caseNumber, value('caseNumber')))
      .orderBy(asc(handovers.transferredAt), asc(handovers.partner)),
    fields: columns,
  },
  insertHandover: { query: build.insert(handovers).values(placeholdersOf(columns)) },
  // What has come in is numbered by whoever applies it, and is left alone here.
  updateHandover: {
    query: build
      .update(handovers)
      .set({
        custody: sql`${value('custody')}`,
        outSeq: sql`${value('outSeq')}`,
        outHead: sql`${value('outHead')}`,
        handlerReceivedAt: sql`${value('handlerReceivedAt')}`,
        acceptedAt: sql`${value('acceptedAt')}`,
        decidedAt: sql`${value('decidedAt')}`,
        // The other side may have closed it at the same moment; what is closed is opened by `reopenHandover` alone.
        closedAt: sql`coalesce(${value('closedAt')}, ${handovers.closedAt})`,
        deadline: sql`${value('deadline')}`,
        passed: sql`${value('passed')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(both),
  },
  reopenHandover: { query: build.update(handovers).set({ closedAt: null }).where(both) },
  closeHandover: {
    query: build
      .update(handovers)
      .set({ closedAt: sql`${value('closedAt')}`, updatedAt: sql`${value('closedAt')}` })
      .where(both),
  },
} as const
