import * as STATEMENTS from './compiled/statements.ts'
import type { exchangeShipments } from './schema/index.ts'
import { command, select } from './statement.ts'

/** Statements of originals on paper between regions. */
export type ShipmentRow = typeof exchangeShipments.$inferSelect
type One = Pick<ShipmentRow, 'partner' | 'shipmentId'>

export const insertShipment = /* @__PURE__ */ command<ShipmentRow>(STATEMENTS.insertShipment)
export const shipmentsOfCase = /* @__PURE__ */ select<ShipmentRow, Pick<ShipmentRow, 'caseNumber'>>(
  STATEMENTS.shipmentsOfCase,
)
/** What is overdue, by the index of due instants. */
export const shipmentsDue = /* @__PURE__ */ select<
  ShipmentRow,
  { readonly before: number; readonly limit: number }
>(STATEMENTS.shipmentsDue)
export const shipmentSent = /* @__PURE__ */ command<
  One & {
    readonly carrier: string
    readonly trackingNumber: string
    readonly sentOn: string
    readonly dueAt: number
    readonly updatedAt: number
  }
>(STATEMENTS.shipmentSent)
export const shipmentReceived = /* @__PURE__ */ command<
  One & {
    readonly receivedOn: string
    readonly counted: string
    readonly differences: string
    readonly updatedAt: number
  }
>(STATEMENTS.shipmentReceived)
