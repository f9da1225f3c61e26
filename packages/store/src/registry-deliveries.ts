import * as STATEMENTS from './compiled/statements.ts'
import type { registryDeliveries } from './schema/registry-deliveries.ts'
import { handwritten, select } from './statement.ts'

/** The log of deliveries into registries and of changes of their state. There is no statement that changes a row. */

export type RegistryDeliveryRow = typeof registryDeliveries.$inferSelect

/** The row takes the next number of its source inside the transaction; conflicts when the revision has been taken. */
export const insertRegistryDelivery = /* @__PURE__ */ handwritten<never, Omit<RegistryDeliveryRow, 'seq'>>(
  `INSERT INTO registry_deliveries
     (source, seq, kind, at, by_index, count, as_of, digest, state, reason, revision)
   SELECT ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM registry_deliveries WHERE source = ?`,
  ['source', 'kind', 'at', 'byIndex', 'count', 'asOf', 'digest', 'state', 'reason', 'revision', 'source'],
  () => [],
)

/** The latest rows of one source before `before`, newest first. */
export const registryDeliveriesOf = /* @__PURE__ */ select<
  RegistryDeliveryRow,
  { readonly source: string; readonly before: number; readonly limit: number }
>(STATEMENTS.registryDeliveriesOf)
