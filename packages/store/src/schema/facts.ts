import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Registry records held in this region's database, one per subject and source. */
export const registryRecords = sqliteTable(
  'registry_records',
  {
    /** Blind index of the identity number, or of the key asked by (permit number …). */
    subjectIndex: text('subject_index').notNull(),
    source: text('source').notNull(),
    /** The record, encrypted; AAD registry_records|record_enc|source/subject index. */
    recordEnc: text('record_enc').notNull(),
    /** When the source states it was true. */
    sourceAt: integer('source_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectIndex, table.source] })],
)

/** Every fetching of facts about a person: which source, which facts, for which case and purpose. */
export const factFetches = sqliteTable(
  'fact_fetches',
  {
    caseNumber: text('case_number').notNull(),
    source: text('source').notNull(),
    itemCode: text('item_code').notNull(),
    purpose: text('purpose').notNull(),
    facts: text('facts').notNull(),
    state: text('state').notNull(),
    sourceAt: integer('source_at'),
    fetchedAt: integer('fetched_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseNumber, table.source, table.fetchedAt] }),
    index('fact_fetches_by_time').on(table.fetchedAt),
  ],
)

/** The registries this region holds records of, each as of when it was last brought up to date. */
export const registries = sqliteTable('registries', {
  source: text('source').primaryKey(),
  /** `available`, or `unavailable` while the registry is down or not to be trusted. */
  state: text('state').notNull(),
  reason: text('reason').notNull(),
  /** A person without a record is known to have none as of this instant. */
  asOf: integer('as_of').notNull(),
  bySubject: text('by_subject').notNull(),
  /** How many times its state was changed; whoever marks it up names the change they lift. */
  revision: integer('revision').notNull().default(0),
})
