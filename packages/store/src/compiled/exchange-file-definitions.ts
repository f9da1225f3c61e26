import { and, asc, eq, getTableColumns, isNotNull, lte, sql } from 'drizzle-orm'
import { exchangeFiles, exchangeShipments } from '../schema/exchange-files.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of files and shipments between regions, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const fileColumns = getTableColumns(exchangeFiles)
const shipmentColumns = getTableColumns(exchangeShipments)
const oneShipment = and(
  eq(exchangeShipments.partner, value('partner')),
  eq(exchangeShipments.shipmentId, value('shipmentId')),
)

export const EXCHANGE_FILE_DEFINITIONS = {
  // One that is named again is the same file.
  insertExchangeFile: {
    query: build.insert(exchangeFiles).values(placeholdersOf(fileColumns)).onConflictDoNothing(),
  },
  exchangeFilesOfCase: {
    query: build
      .select()
      .from(exchangeFiles)
      .where(eq(exchangeFiles.caseNumber, value('caseNumber')))
      .orderBy(asc(exchangeFiles.createdAt), asc(exchangeFiles.digest), asc(exchangeFiles.material)),
    fields: fileColumns,
  },
  exchangeFile: {
    query: build
      .select()
      .from(exchangeFiles)
      .where(
        and(
          eq(exchangeFiles.caseNumber, value('caseNumber')),
          eq(exchangeFiles.partner, value('partner')),
          eq(exchangeFiles.direction, value('direction')),
          eq(exchangeFiles.digest, value('digest')),
          eq(exchangeFiles.material, value('material')),
        ),
      ),
    fields: fileColumns,
  },
  insertShipment: { query: build.insert(exchangeShipments).values(placeholdersOf(shipmentColumns)) },
  shipmentsOfCase: {
    query: build
      .select()
      .from(exchangeShipments)
      .where(eq(exchangeShipments.caseNumber, value('caseNumber')))
      .orderBy(asc(exchangeShipments.createdAt), asc(exchangeShipments.shipmentId)),
    fields: shipmentColumns,
  },
  shipmentsDue: {
    query: build
      .select()
      .from(exchangeShipments)
      .where(and(isNotNull(exchangeShipments.dueAt), lte(exchangeShipments.dueAt, value('before'))))
      .orderBy(asc(exchangeShipments.dueAt))
      .limit(value('limit')),
    fields: shipmentColumns,
  },
  // The state it had is asked for, so that of two who take the same step the second changes nothing.
  shipmentSent: {
    query: build
      .update(exchangeShipments)
      .set({
        state: 'sent',
        carrier: sql`${value('carrier')}`,
        trackingNumber: sql`${value('trackingNumber')}`,
        sentOn: sql`${value('sentOn')}`,
        dueAt: sql`${value('dueAt')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(and(oneShipment, eq(exchangeShipments.state, 'planned'))),
  },
  shipmentReceived: {
    query: build
      .update(exchangeShipments)
      .set({
        state: 'received',
        receivedOn: sql`${value('receivedOn')}`,
        counted: sql`${value('counted')}`,
        differences: sql`${value('differences')}`,
        dueAt: null,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(and(oneShipment, eq(exchangeShipments.state, 'sent'))),
  },
} as const
