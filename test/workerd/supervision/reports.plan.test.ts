import {
  bulletinPage,
  casesWithEventsAfter,
  clocksOverNow,
  countCards,
  countClocksOver,
  countedDepartments,
  countsOfDepartment,
  eventsOfCases,
  eventsWrittenAfter,
  type Statement,
  superiorReportPage,
  superiorReportsIn,
} from '@tongban/store'
import { expect, test } from 'vitest'
import { DB } from '../../region.ts'

/** What bulletins and reports read, they read by an index or in the order of writing: never the open mass. */
const page = {
  form: null,
  caseNumber: null,
  department: null,
  sealedFrom: '',
  from: 0,
  beforeAt: 1,
  beforeId: '',
  limit: 10,
}
async function planOf({ sql, params }: Statement<unknown>): Promise<string> {
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail).join('; ')
}

test.each<readonly [string, Statement<unknown>, string]>([
  [
    'next events',
    casesWithEventsAfter({ after: 0, limit: 10 }),
    'SEARCH case_events USING INTEGER PRIMARY KEY (rowid>?)',
  ],
  [
    'events to report',
    eventsWrittenAfter({ after: 0, limit: 10 }),
    'SEARCH case_events USING INTEGER PRIMARY KEY (rowid>?)',
  ],
  [
    'events of cases',
    eventsOfCases({ numbers: '["x"]', afterCase: '', afterSeq: 0, limit: 10 }),
    'SEARCH e USING INDEX sqlite_autoindex_case_events_1 (case_number=?)',
  ],
  [
    'counts of a department',
    countsOfDepartment({ department: 'x', from: '2026-11-01', until: '2026-11-30', limit: 10 }),
    '(department=? AND counted_on>? AND counted_on<?)',
  ],
  ['departments', countedDepartments({ limit: 10 }), '(department>?)'],
  [
    'cards',
    countCards({ from: 0, until: 1, limit: 10 }),
    'supervision_cards_written (proposed_at>? AND proposed_at<?)',
  ],
  ['what is over', clocksOverNow({ now: 1, limit: 10 }), 'watched_clocks_due (due_at<?)'],
  ['how much is over', countClocksOver({ now: 1, limit: 10 }), 'watched_clocks_'],
  [
    'bulletins',
    bulletinPage({ kind: 'monthly', drafts: 1, beforeAt: 1, beforeId: '', limit: 10 }),
    'bulletins_listed (kind=? AND (drafted_at,id)<(?,?))',
  ],
  ['reports', superiorReportPage(page), 'superior_reports_listed'],
  ['dead reports', superiorReportsIn('dead')({ ...page, state: 'dead' }), 'superior_reports_open (state=?'],
])('are the %s read by an index?', async (_, statement, expected) => {
  const plan = await planOf(statement)
  expect(plan).toContain(expected)
  expect(plan).not.toMatch(
    /SCAN (case_events|cases|supervision_cards|superior_reports|figure_counts)(?! USING)/,
  )
})
