import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * How far a projection that is made after the fact has read the events of cases, in the order of their writing. It moves
 * in the batch of what was made of them, so that nothing is counted twice and nothing is left out.
 */
export const eventCursors = sqliteTable('event_cursors', {
  /** `figures`, `superior`, `national/services`, `national/ratings`. */
  name: text('name').primaryKey(),
  /** Row number of the last event that was read. */
  through: integer('through').notNull(),
  /** What it was made by; with another one everything is read anew. */
  version: text('version').notNull(),
  movedAt: integer('moved_at').notNull(),
  /** When it last found nothing more to read: everything written before is in it. */
  caughtUpAt: integer('caught_up_at'),
})

/** What a case has been counted as, so that it can be taken back when the case goes on. Codes, days and figures only. */
export const caseFigures = sqliteTable('case_figures', {
  caseNumber: text('case_number').primaryKey(),
  /** JSON list of `[day, department, item, channel, measure, value]`. */
  counted: text('counted').notNull(),
})

/**
 * Roll-ups 统计汇总: how many cases of a day, department, item and channel a measure counts, and with which value. Made
 * from the events of the cases alone; made anew it is the same. Sums, medians and percentiles are read from it.
 */
export const figureCounts = sqliteTable(
  'figure_counts',
  {
    department: text('department').notNull(),
    countedOn: text('counted_on').notNull(),
    measure: text('measure').notNull(),
    itemCode: text('item_code').notNull(),
    /** How the application came in; of what was handled with another region `region/<code>`. */
    channel: text('channel').notNull(),
    /** Working days, where the measure is a length of time; otherwise 0. */
    value: integer('value').notNull(),
    n: integer('n').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.department, table.countedOn, table.measure, table.itemCode, table.channel, table.value],
    }),
  ],
)
