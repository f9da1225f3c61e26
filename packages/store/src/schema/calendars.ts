import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Arrangements of rest and 调休 working days a region adds to the calendar of the program: proposed, then published. */
export const calendarArrangements = sqliteTable('calendar_arrangements', {
  seq: integer('seq').primaryKey(),
  /** The year it publishes or amends; null for an arrangement of the region's own. */
  year: integer('year'),
  /** Notice, rest days and working days as JSON. */
  arrangement: text('arrangement').notNull(),
  state: text('state').notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedAt: integer('proposed_at').notNull(),
  approvedBy: text('approved_by'),
  approvedAt: integer('approved_at'),
})

/** Every calendar that open deadlines were reckoned by, whole, and when all of them had been reckoned again by it. */
export const calendarVersions = sqliteTable('calendar_versions', {
  version: text('version').primaryKey(),
  data: text('data').notNull(),
  firstUsedAt: integer('first_used_at').notNull(),
  doneAt: integer('done_at'),
})

/** What a new calendar did to an open clock of a case: before and after. */
export const calendarChanges = sqliteTable(
  'calendar_changes',
  {
    version: text('version').notNull(),
    /** The calendar it was reckoned by before; null in rows written before this was kept. */
    beforeVersion: text('before_version'),
    caseNumber: text('case_number').notNull(),
    clockKey: text('clock_key').notNull(),
    step: text('step').notNull(),
    binds: text('binds').notNull(),
    beforeOn: text('before_on').notNull(),
    afterOn: text('after_on').notNull(),
    moved: text('moved').notNull(),
    /** It moved to the harm of the applicant, who is to be told. */
    needsNotice: integer('needs_notice').notNull(),
    /** The outbox row that tells it; null where no notification gateway is configured or nothing is to be told. */
    noticeId: text('notice_id'),
    /** Over by the new calendar only: nobody's breach. */
    overByCalendarOnly: integer('over_by_calendar_only').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.version, table.caseNumber, table.clockKey] }),
    index('calendar_changes_case').on(table.caseNumber),
  ],
)
