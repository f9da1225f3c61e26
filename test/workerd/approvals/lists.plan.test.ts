import {
  casesAssigned,
  casesByWork,
  casesClosed,
  casesForOpinion,
  casesHandedIn,
  casesStandingIn,
  casesSuspended,
  casesUnassigned,
  countAssigned,
  countByWork,
  countForOpinion,
  countSuspended,
  countUnassigned,
  type Statement,
} from '@tongban/store'
import { expect, test } from 'vitest'
import { DB } from '../../region.ts'

/** Every list, with every combination of its filters, reads a span of one index in its order. */

const FILTERS = [
  { item: null, state: null },
  { item: 'elderly-allowance', state: null },
  { item: null, state: 'inReview' },
  { item: 'elderly-allowance', state: 'inReview' },
].map((filters) => ({ ...filters, limit: 51 }))
const AFTER = { afterAt: 1, afterCase: '~' }
const SPAN = { receivedFrom: 0, receivedUntil: 9 }
const department = 'civil-affairs'

async function planOf({ sql, params }: Statement<unknown>): Promise<readonly string[]> {
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

test.each([
  [
    'department, dueToday, dueSoon, overdue',
    (filters: (typeof FILTERS)[number]) =>
      casesByWork({ ...filters, ...AFTER, ...SPAN, dueUntil: 9, department }),
    'SEARCH cases USING INDEX cases_work (department_code=? AND (work_at,case_number)>(?,?) AND work_at<?)',
  ],
  [
    'mine',
    (filters: (typeof FILTERS)[number]) =>
      casesAssigned({ ...filters, ...AFTER, ...SPAN, dueUntil: 9, department, assignedTo: 'x' }),
    'SEARCH cases USING INDEX cases_assigned (assigned_to=? AND (work_at,case_number)>(?,?) AND work_at<?)',
  ],
  [
    'unassigned',
    (filters: (typeof FILTERS)[number]) =>
      casesUnassigned({ ...filters, ...AFTER, receivedUntil: 9, department }),
    'SEARCH cases USING INDEX cases_unassigned (department_code=? AND (received_at,case_number)>(?,?) AND received_at<?)',
  ],
  [
    'suspended',
    (filters: (typeof FILTERS)[number]) =>
      casesSuspended({ ...filters, ...AFTER, receivedUntil: 9, department }),
    'SEARCH cases USING INDEX cases_suspended (department_code=? AND (received_at,case_number)>(?,?) AND received_at<?)',
  ],
])('does the list %s read one span of its index in order, whatever the filters?', async (_, make, plan) => {
  for (const filters of FILTERS) expect(await planOf(make(filters))).toEqual([plan])
})

test('does the list of whoever one stands in for read the same span, after a look at the delegation by its key?', async () => {
  for (const filters of FILTERS) {
    const bound = { ...filters, ...AFTER, ...SPAN, dueUntil: 9, department }
    expect(await planOf(casesStandingIn({ ...bound, me: 'x', delegation: 'd', on: '2026-11-23' }))).toEqual([
      'SEARCH cases USING INDEX cases_assigned (assigned_to=? AND (work_at,case_number)>(?,?) AND work_at<?)',
      'SCALAR SUBQUERY 1',
      'SEARCH delegations USING INDEX sqlite_autoindex_delegations_1 (id=?)',
    ])
  }
})

test('does the list of cases that wait for an opinion read one span of the stages, each case by its key?', async () => {
  for (const filters of FILTERS) {
    expect(await planOf(casesForOpinion({ ...filters, ...AFTER, ...SPAN, department }))).toEqual([
      'SEARCH case_stages USING INDEX case_stages_waiting (department=? AND (due_at,case_number)>(?,?))',
      'SEARCH cases USING INDEX sqlite_autoindex_cases_1 (case_number=?)',
    ])
  }
})

const MARK = [
  'CORRELATED SCALAR SUBQUERY 1',
  'SEARCH case_events USING INDEX sqlite_autoindex_case_events_1 (case_number=?)',
]

test('does the list of closed cases so, looking up what ended each case by its key?', async () => {
  for (const filters of FILTERS) {
    expect(await planOf(casesClosed({ ...filters, ...AFTER, receivedFrom: 0, department }))).toEqual([
      'SEARCH cases USING INDEX cases_closed (department_code=? AND received_at>? AND (received_at,case_number)<(?,?))',
      ...MARK,
    ])
  }
})

test('does the list of what one has handed in, sorting no more than cases of one instant?', async () => {
  for (const filters of FILTERS) {
    expect(await planOf(casesHandedIn({ ...filters, ...AFTER, receivedFrom: 0, submitter: 'x' }))).toEqual([
      'SEARCH cases USING INDEX cases_by_submitter (submitter_index=? AND received_at>? AND received_at<?)',
      ...MARK,
      'USE TEMP B-TREE FOR LAST TERM OF ORDER BY',
    ])
  }
})

test.each([
  [
    countByWork({ department, limit: 9, dueAfter: 0, dueUntil: 9 }),
    'cases_work (department_code=? AND work_at>? AND work_at<?)',
  ],
  [countAssigned({ department, limit: 9, assignedTo: 'x' }), 'cases_assigned (assigned_to=? AND work_at>?)'],
  [countUnassigned({ department, limit: 9 }), 'cases_unassigned (department_code=?)'],
  [countSuspended({ department, limit: 9 }), 'cases_suspended (department_code=?)'],
])('does count %# read an index alone, and no further than its limit?', async (statement, span) => {
  const plan = await planOf(statement)
  expect(plan.filter((line) => line.includes('cases'))).toEqual([
    expect.stringMatching(/^SEARCH cases USING (COVERING )?INDEX /),
  ])
  expect(plan.join('\n')).toContain(span)
  expect(statement.params).toContain(9)
})

test('does the count of what waits for an opinion read its index alone, and no further than its limit?', async () => {
  const statement = countForOpinion({ department, limit: 9 })
  const plan = await planOf(statement)
  expect(plan.filter((line) => line.includes('case'))).toEqual([
    'SEARCH case_stages USING COVERING INDEX case_stages_waiting (department=?)',
  ])
  expect(statement.params).toContain(9)
})
