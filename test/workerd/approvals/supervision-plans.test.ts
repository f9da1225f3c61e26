import {
  cardPage,
  cardPageOfDepartment,
  cardPageOfState,
  cardPageOfSubject,
  endAnswered,
  endResolvedAlarms,
  findingPage,
  lapseCards,
  noteLapsedCards,
  noticePage,
  noticePageOfDepartment,
  noticePageOfState,
  noticePageOfSubject,
  officialSteps,
  openFindingPage,
  overdueAnswers,
  publishedTemplates,
  type Statement,
  suspectEvents,
  templatePage,
  unansweredByDepartment,
  unresolvedAlarms,
} from '@tongban/store'
import { expect, test } from 'vitest'
import { DB } from '../../region.ts'

/** Lists of notices, cards and findings, and the jobs behind them, read spans of indexes and never a whole table. */

async function planOf({ sql, params }: Statement<unknown>): Promise<readonly string[]> {
  const { results } = await DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

const filters = {
  state: 's',
  department: 'd',
  item: 'i',
  subject: 'x',
  beforeAt: 9,
  beforeId: 'y',
  limit: 51,
}
const notices = { ...filters, stage: 'urge', unanswered: 1, lateBefore: 9 } as const
const cards = { ...filters, colour: 'red', cause: 'overdue', lapsed: 1 } as const
const findings = { cause: 'burst', department: 'd', subject: 'x', beforeAt: 9, beforeId: 'y', limit: 51 }

test.each([
  ['all notices', noticePage(notices), 'supervision_notices_written'],
  ['notices of a department', noticePageOfDepartment(notices), 'supervision_notices_department'],
  ['notices in a state', noticePageOfState(notices), 'supervision_notices_state'],
  ['all cards', cardPage(cards), 'supervision_cards_written'],
  ['cards of a department', cardPageOfDepartment(cards), 'supervision_cards_department'],
  ['cards in a state', cardPageOfState(cards), 'supervision_cards_state'],
  ['all findings', findingPage(findings), 'supervision_findings_found'],
  ['open findings', openFindingPage(findings), 'supervision_findings_open'],
  [
    'templates',
    templatePage({ state: null, template: null, beforeAt: 9, beforeId: 'y', limit: 51 }),
    'supervision_templates_listed',
  ],
])('is the page of %s a span of its index, in its order?', async (_, statement, index) => {
  const plan = await planOf(statement)
  expect(plan[0]).toContain(`USING INDEX ${index} (`)
  expect(plan.filter((line) => /^SCAN (?!CONSTANT)|TEMP B-TREE/.test(line))).toEqual([])
})

test.each([
  ['notices of a subject', noticePageOfSubject(notices)],
  ['cards of a subject', cardPageOfSubject(cards)],
  ['cards that lapse', noteLapsedCards({ now: 9, limit: 9 })],
  ['cards that stand', lapseCards({ now: 9, limit: 9 })],
  ['events worth a look', suspectEvents({ after: 0, limit: 9, since: 0, window: 9, steps: 4 })],
  ['steps of cases', officialSteps({ cases: '[]', since: 0, limit: 9 })],
  [
    'what is owed',
    overdueAnswers({ at: 0, kind: '', subject: '', key: '', until: 9, steps: '[]', limit: 9 }),
  ],
  ['alarms', unresolvedAlarms({ at: 0, kind: '', partner: '', subject: '', until: 9, limit: 9 })],
  ['what was answered', endAnswered({ now: 9, limit: 9 })],
  ['alarms that were resolved', endResolvedAlarms({ now: 9, limit: 9 })],
  ['published templates', publishedTemplates({ limit: 9 })],
  ['what is unanswered', unansweredByDepartment({ now: 9, limit: 9 })],
])('is no table scanned for %s?', async (_, statement) => {
  const scanned = (await planOf(statement)).filter((line) => /^SCAN /.test(line))
  expect(
    scanned.filter((line) => !/^SCAN (json_each|j|value|\(subquery|e$)/.test(line) && !/INDEX/.test(line)),
  ).toEqual([])
})
