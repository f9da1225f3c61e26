import { handwritten, type SqlValue } from './statement.ts'

/**
 * Settling a policy that one proposed and another publishes, in whichever table it stands: of one scope two that overlap
 * cannot both be published, whoever asks first, and what is replaced ends on the day before.
 */
export type Settled = { readonly id: string; readonly by: string; readonly at: number }
type Id = { readonly id: string }
type Table = 'supervision_policies' | 'evaluation_policies'

/** Published if it is still proposed and nothing published in its scope overlaps it; answers its id then. */
export const publishIn = (table: Table, sameScope: string) =>
  handwritten<Id, Settled>(
    () => `UPDATE ${table} SET state = 'published', approved_by = ?, approved_at = ?
   WHERE id = ? AND state = 'proposed' AND NOT EXISTS (SELECT 1 FROM ${table} AS other
     WHERE other.state = 'published' ${sameScope} AND other.id IS NOT ${table}.replaces
       AND other.from_on <= coalesce(${table}.until_on, '9999-12-31')
       AND coalesce(other.until_on, '9999-12-31') >= ${table}.from_on)
   RETURNING id`,
    ['by', 'at', 'id'],
    ids,
  )

/** Ends what a policy that is published now replaces, on the day before it begins. */
export const endReplacedIn = (table: Table) =>
  handwritten<never, Id & { readonly lastOn: string }>(
    () => `UPDATE ${table} SET state = CASE WHEN from_on > ?1 THEN 'replaced' ELSE state END, until_on = ?1
   WHERE state = 'published' AND coalesce(until_on, '9999-12-31') > ?1
     AND id = (SELECT made.replaces FROM ${table} AS made WHERE made.id = ?2 AND made.state = 'published')`,
    ['lastOn', 'id'],
    () => [],
  )

export const declineIn = (table: Table) =>
  handwritten<Id, Settled>(
    () => `UPDATE ${table} SET state = 'declined', approved_by = ?, approved_at = ?
   WHERE id = ? AND state = 'proposed' RETURNING id`,
    ['by', 'at', 'id'],
    ids,
  )

const ids = (rows: readonly Readonly<Record<string, SqlValue>>[]): readonly Id[] =>
  rows.map((row) => ({ id: String(row.id) }))
