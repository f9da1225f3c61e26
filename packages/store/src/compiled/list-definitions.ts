import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  isNotNull,
  isNull,
  lt,
  lte,
  type SQL,
  sql,
} from 'drizzle-orm'
import { caseStages, cases } from '../schema/cases.ts'
import { build, placeholdersOf } from './build.ts'

/**
 * Statements of the lists of officials as Drizzle builds them; see `definitions.ts`. Each reads a span of one index in
 * its order, from where the page before ended. Item and state only leave rows out; they change no plan.
 */
const value = sql.placeholder

const columns = {
  caseNumber: cases.caseNumber,
  itemCode: cases.itemCode,
  itemVersion: cases.itemVersion,
  situation: cases.situation,
  state: cases.state,
  channel: cases.channel,
  departmentCode: cases.departmentCode,
  receivedAt: cases.receivedAt,
  receivedOn: cases.receivedOn,
  closedOn: cases.closedOn,
  dueOn: cases.dueOn,
  dueAt: cases.dueAt,
  dueClock: cases.dueClock,
  assignedTo: cases.assignedTo,
  workAt: cases.workAt,
}

/** The last event that ended the case, reopened it, or annulled its decision: what the state alone does not tell. */
const lastMark = sql<string | null>`(select type from case_events
  where case_events.case_number = cases.case_number and type in
  ('notRequired','notAccepted','granted','refused','deemedGranted','withdrawn','abandoned','returned','annulled','reopened')
  order by case_events.seq desc limit 1)`.as('last_mark')

const department = eq(cases.departmentCode, value('department'))
/** Rows the filters leave; a filter that is null leaves all. */
const filters = [
  sql`${cases.itemCode} = coalesce(${value('item')}, ${cases.itemCode})`,
  sql`${cases.state} = coalesce(${value('state')}, ${cases.state})`,
]
const received = [gte(cases.receivedAt, value('receivedFrom')), lt(cases.receivedAt, value('receivedUntil'))]

/** By when work is due, soonest first. */
const byWork = (...where: SQL[]) => [
  ...where,
  sql`(${cases.workAt}, ${cases.caseNumber}) > (${value('afterAt')}, ${value('afterCase')})`,
  lte(cases.workAt, value('dueUntil')),
  ...received,
  ...filters,
]
/** By receipt, oldest first. */
const oldestFirst = (...where: SQL[]) => [
  ...where,
  sql`(${cases.receivedAt}, ${cases.caseNumber}) > (${value('afterAt')}, ${value('afterCase')})`,
  lt(cases.receivedAt, value('receivedUntil')),
  ...filters,
]
/** By receipt, newest first. */
const newestFirst = (...where: SQL[]) => [
  ...where,
  sql`(${cases.receivedAt}, ${cases.caseNumber}) < (${value('afterAt')}, ${value('afterCase')})`,
  gte(cases.receivedAt, value('receivedFrom')),
  ...filters,
]

const page = (where: readonly SQL[], order: readonly SQL[]) => ({
  query: build
    .select(columns)
    .from(cases)
    .where(and(...where))
    .orderBy(...order)
    .limit(value('limit')),
  fields: columns,
})
const pageWithMark = (where: readonly SQL[], order: readonly SQL[]) => ({
  query: build
    .select({ ...columns, lastMark })
    .from(cases)
    .where(and(...where))
    .orderBy(...order)
    .limit(value('limit')),
  fields: { ...columns, lastMark: { name: 'last_mark' } },
})

const WORK = [asc(cases.workAt), asc(cases.caseNumber)]
const OLDEST = [asc(cases.receivedAt), asc(cases.caseNumber)]
const NEWEST = [desc(cases.receivedAt), desc(cases.caseNumber)]
/** Whoever delegated to the one who asks, as long as that holds; nobody otherwise. */
const delegator = sql`${cases.assignedTo} = (select from_index from delegations
  where id = ${value('delegation')} and to_index = ${value('me')} and delegations.department = ${value('department')}
  and from_on <= ${value('on')} and until_on >= ${value('on')} and (ended_on is null or ended_on > ${value('on')}))`
const assigned = [eq(cases.assignedTo, value('assignedTo')), department]
const unassigned = [department, isNull(cases.assignedTo), isNotNull(cases.workAt)]
const suspended = [department, sql`${cases.state} = 'suspended'`]

/** How many, counted no further than `limit`; the order of the list says by which index. */
const count = (where: readonly SQL[], order: readonly SQL[]) => {
  const some = build
    .select({ one: sql<number>`1`.as('one') })
    .from(cases)
    .where(and(...where))
    .orderBy(...order)
    .limit(value('limit'))
    .as('some')
  return {
    query: build.select({ n: sql<number>`count(*)`.as('n') }).from(some),
    fields: { n: { name: 'n' } },
  }
}

/** What waits for the opinion of a department that examines jointly, by the limit of its own stage. */
const waiting = [eq(caseStages.department, value('department')), sql`${caseStages.done} = 0`]
const stageColumns = {
  ...columns,
  dueOn: caseStages.dueOn,
  dueAt: caseStages.dueAt,
  dueClock: caseStages.dueClock,
}
const workAt = sql<number>`${caseStages.dueAt}`.as('work_at')
const casesForOpinion = {
  query: build
    .select({ ...stageColumns, workAt })
    .from(caseStages)
    .innerJoin(cases, eq(cases.caseNumber, caseStages.caseNumber))
    .where(
      and(
        ...waiting,
        sql`(${caseStages.dueAt}, ${caseStages.caseNumber}) > (${value('afterAt')}, ${value('afterCase')})`,
        ...received,
        ...filters,
      ),
    )
    .orderBy(asc(caseStages.dueAt), asc(caseStages.caseNumber))
    .limit(value('limit')),
  fields: { ...stageColumns, workAt: { name: 'work_at' } },
}
const opinions = build
  .select({ one: sql<number>`1`.as('one') })
  .from(caseStages)
  .where(and(...waiting))
  .orderBy(asc(caseStages.dueAt), asc(caseStages.caseNumber))
  .limit(value('limit'))
  .as('some')

export const LIST_DEFINITIONS = {
  putCaseStage: {
    query: build
      .insert(caseStages)
      .values(placeholdersOf(getTableColumns(caseStages)))
      .onConflictDoUpdate({
        target: [caseStages.caseNumber, caseStages.department],
        set: {
          dueOn: sql`excluded.due_on`,
          dueAt: sql`excluded.due_at`,
          dueClock: sql`excluded.due_clock`,
          done: sql`excluded.done`,
        },
      }),
  },
  casesForOpinion,
  countForOpinion: {
    query: build.select({ n: sql<number>`count(*)`.as('n') }).from(opinions),
    fields: { n: { name: 'n' } },
  },
  casesByWork: page(byWork(department), WORK),
  casesAssigned: page(byWork(...assigned), WORK),
  casesStandingIn: page(byWork(delegator, department), WORK),
  casesUnassigned: page(oldestFirst(...unassigned), OLDEST),
  casesSuspended: page(oldestFirst(...suspended), OLDEST),
  casesClosed: pageWithMark(newestFirst(department, isNotNull(cases.closedOn)), NEWEST),
  casesHandedIn: pageWithMark(newestFirst(eq(cases.submitterIndex, value('submitter'))), NEWEST),
  countByWork: count(
    [department, sql`${cases.workAt} > ${value('dueAfter')}`, lte(cases.workAt, value('dueUntil'))],
    WORK,
  ),
  countAssigned: count([...assigned, isNotNull(cases.workAt)], WORK),
  countUnassigned: count(unassigned, OLDEST),
  countSuspended: count(suspended, OLDEST),
} as const
