import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Delegations 委托代签: who acts for whom, in which role and on which days. A row is added and later ended, never changed. */
export const delegations = sqliteTable(
  'delegations',
  {
    id: text('id').primaryKey(),
    /** Blind indexes of the official whose role it is and of the one who acts, as events carry them. */
    fromIndex: text('from_index').notNull(),
    toIndex: text('to_index').notNull(),
    role: text('role').notNull(),
    department: text('department').notNull(),
    post: text('post').notNull(),
    /** First and last civil day, both included. */
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on').notNull(),
    /** A code of the list of reasons; no free text, which might speak of somebody's health. */
    reason: text('reason').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    /** The first civil day on which it no longer holds, where it was ended before its last day. */
    endedOn: text('ended_on'),
    endedBy: text('ended_by'),
  },
  (table) => [
    index('delegations_to').on(table.toIndex, table.untilOn),
    index('delegations_of_department').on(table.department, table.untilOn),
  ],
)
