import type { ExchangeDeliveryRow } from './exchange.ts'
import { handwritten } from './statement.ts'

/** Statements of what proves that messages between two regions were sent and stored. */

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
