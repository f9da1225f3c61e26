import * as STATEMENTS from './compiled/statements.ts'
import type { ExchangeDeliveryRow, ExchangeMessageRow } from './exchange.ts'
import { handwritten, select } from './statement.ts'

/** Statements by which the log of a case between two regions is read whole. */

/** All messages of a case with one partner, both directions, each in its order. */
export const exchangeLog = /* @__PURE__ */ select<
  ExchangeMessageRow,
  Pick<ExchangeMessageRow, 'caseNumber' | 'partner'>
>(STATEMENTS.exchangeLog)

/** The deliveries that brought these messages. */
export const exchangeDeliveriesOf = /* @__PURE__ */ handwritten<
  ExchangeDeliveryRow,
  Pick<ExchangeMessageRow, 'caseNumber' | 'partner'>
>(
  `select "id", "partner", "direction", "base", "signature", "key_id" as "keyId", "manifest", "receipt", "at"
   from "exchange_deliveries" where "id" in (
     select "delivery_id" from "exchange_messages" where "case_number" = ? and "partner" = ?
   ) order by "at", "id"`,
  ['caseNumber', 'partner'],
  (rows) => rows.map(asDelivery),
)

/** These deliveries; `ids`: JSON list. */
export const exchangeDeliveriesBy = /* @__PURE__ */ handwritten<
  ExchangeDeliveryRow,
  { readonly ids: string }
>(
  `select "id", "partner", "direction", "base", "signature", "key_id" as "keyId", "manifest", "receipt", "at"
   from "exchange_deliveries" where "id" in (select value from json_each(?))`,
  ['ids'],
  (rows) => rows.map(asDelivery),
)

/** Which delivery proves messages that came in without one. `deliveries`: JSON object of its id by message id. */
export const setDeliveries = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly direction: 'in' | 'out'; readonly deliveries: string }
>(
  `UPDATE exchange_messages SET delivery_id = json_extract(?, '$."' || id || '"')
   WHERE partner = ? AND direction = ? AND id IN (SELECT key FROM json_each(?)) AND delivery_id IS NULL`,
  ['deliveries', 'partner', 'direction', 'deliveries'],
  () => [],
)

/** Guarantee: the columns of the table, each under its own name. */
const asDelivery = (row: Readonly<Record<string, string | number | null>>) => row as ExchangeDeliveryRow
