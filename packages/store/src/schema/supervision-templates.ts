import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Texts of notices and cards this region has made its own: proposed by one, published by another, for days to come. What was
 * published is never changed, since documents are rendered by it for ever.
 */
export const supervisionTemplates = sqliteTable(
  'supervision_templates',
  {
    id: text('id').primaryKey(),
    /** Kind of text: `urge`, `red` … */
    template: text('template').notNull(),
    fromOn: text('from_on').notNull(),
    title: text('title').notNull(),
    /** JSON list of its lines. */
    lines: text('lines').notNull(),
    /** `proposed`, `published`, `declined`. */
    state: text('state').notNull(),
    proposedBy: text('proposed_by').notNull(),
    proposedAt: integer('proposed_at').notNull(),
    settledBy: text('settled_by'),
    settledAt: integer('settled_at'),
  },
  (table) => [
    index('supervision_templates_state').on(table.state, table.template, table.fromOn),
    index('supervision_templates_listed').on(table.proposedAt, table.id),
  ],
)
