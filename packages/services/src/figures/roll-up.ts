import { canonicalJson, type Json } from '@tongban/kernel'
import {
  addFigureCounts,
  type CaseEventRow,
  type CountedCaseRow,
  calendarChangesOfCases,
  casesWithEventsAfter,
  countedCases,
  dropEmptyCounts,
  type EventCursorRow,
  eventCursor,
  eventsOfCases,
  figuresOfCases,
  handedOverCases,
  holdEventCursor,
  keepCaseFigures,
  makeEventCursor,
  moveEventCursor,
} from '@tongban/store'
import { type Counted, countedOf } from '@tongban/supervision'
import { attemptEach } from '../cases/each-case.ts'
import type { Context } from '../context.ts'
import { caseFactsOf } from './case-facts.ts'

/**
 * Keeps the roll-ups 统计汇总 behind the events of the cases, after the fact: no request waits for them. A page of events
 * names the cases that have gone on; each is counted anew as a whole, what it counted as before is taken back, and the
 * cursor moves in the same batch. So it can break off anywhere, run twice and begin anew, and counts the same. With another
 * calendar or another way of counting all events are read again, and published bulletins stay as they are.
 */
export const FIGURES = 'figures'
/** Another way of counting is another version. */
const COUNTING = 2
const EVENTS_A_PAGE = 400
const PAGES_A_RUN = 20
const MOST_ROWS = 1000

export async function rollUp(ctx: Context): Promise<string> {
  await ctx.database.write([makeEventCursor({ name: FIGURES, now: ctx.clock.now() })])
  let cases = 0
  let failed = 0
  let standing = 'more to come'
  for (let page = 0; page < PAGES_A_RUN && standing === 'more to come'; page += 1) {
    const done = await rollUpPage(ctx)
    if (done === 'taken') standing = 'another run is at it'
    else {
      cases += done.cases
      failed += done.failed
      if (!done.more) standing = 'caught up'
    }
  }
  const outcome = `counted ${cases}, ${standing}`
  // All the others were counted; the log names these, and they are counted as before until they go on.
  if (failed > 0) throw new Error(`${outcome}, ${failed} cannot be read`)
  return outcome
}

export type RolledUp = { readonly cases: number; readonly failed: number; readonly more: boolean }

export async function rollUpPage(ctx: Context): Promise<RolledUp | 'taken'> {
  const startedAt = ctx.clock.now()
  const [[cursor]] = await ctx.database.read([eventCursor({ name: FIGURES })])
  if (cursor === undefined) throw new Error('the cursor of the figures was not made')
  const version = `${COUNTING} ${ctx.calendar.version}`
  const after = cursor.version === version ? cursor.through : 0
  const [changed] = await ctx.database.read([casesWithEventsAfter({ after, limit: EVENTS_A_PAGE })])
  const events = changed.reduce((all, each) => all + each.events, 0)
  const more = events === EVENTS_A_PAGE
  const through = Math.max(after, ...changed.map((each) => each.through))
  const numbers = JSON.stringify(changed.map(({ caseNumber }) => caseNumber))
  const { counted, failed } = changed.length === 0 ? NOTHING : await countCases(ctx, numbers)
  const [before] = await ctx.database.read([figuresOfCases({ numbers })])
  const written = await ctx.database.write([
    holdEventCursor({ name: FIGURES, through: cursor.through, version: cursor.version }),
    moveEventCursor({
      name: FIGURES,
      through,
      version,
      now: startedAt,
      caughtUpAt: more ? null : startedAt,
    }),
    ...changes(counted, new Map(before.map((row) => [row.caseNumber, readCounted(row.counted)]))),
  ])
  return written.ok ? { cases: counted.size, failed, more } : 'taken'
}

/** Whether everything written before an instant is counted, by the calendar and the way of counting of today. */
export const isCaughtUp = (
  { calendar }: Pick<Context, 'calendar'>,
  cursor: EventCursorRow | undefined,
  at: number,
): boolean => cursor?.version === `${COUNTING} ${calendar.version}` && (cursor.caughtUpAt ?? 0) >= at

type CountedCases = { readonly counted: ReadonlyMap<string, readonly Counted[]>; readonly failed: number }
const NOTHING: CountedCases = { counted: new Map(), failed: 0 }

/** Each case as it is counted now. Its events are read in pages of a bounded size, one case after the other. */
async function countCases(ctx: Context, numbers: string): Promise<CountedCases> {
  const [rows, calendarChanges, handovers] = await ctx.database.read([
    countedCases({ numbers }),
    calendarChangesOfCases({ numbers, limit: MOST_ROWS }),
    handedOverCases({ numbers }),
  ])
  if (calendarChanges.length === MOST_ROWS) return inHalves(ctx, numbers)
  const byNumber = new Map(rows.map((row) => [row.caseNumber, row]))
  const counted = new Map<string, readonly Counted[]>()
  let failed = 0
  for await (const events of eachCaseOf(ctx, numbers)) {
    const row: CountedCaseRow | undefined = byNumber.get(events[0]?.caseNumber ?? '')
    if (row === undefined) throw new Error('events of a case that is not there')
    const isOf = (each: { readonly caseNumber: string }) => each.caseNumber === row.caseNumber
    const source = {
      row,
      events,
      changes: calendarChanges.filter(isOf),
      handovers: handovers.filter(isOf),
    }
    const { faults } = await attemptEach(ctx, [row], async () => {
      const facts = await caseFactsOf(ctx, source)
      counted.set(row.caseNumber, facts === null ? [] : countedOf(facts))
      return true
    })
    failed += faults.length
  }
  return { counted, failed }
}

/** A calendar that moved many clocks of many cases: fewer cases at once, so that the job goes on. */
async function inHalves(ctx: Context, numbers: string): Promise<CountedCases> {
  const all = numbersIn(numbers)
  if (all.length === 1) throw new Error('more changes of the calendar in one case than a page holds')
  const middle = Math.ceil(all.length / 2)
  const first = await countCases(ctx, JSON.stringify(all.slice(0, middle)))
  const second = await countCases(ctx, JSON.stringify(all.slice(middle)))
  return {
    counted: new Map([...first.counted, ...second.counted]),
    failed: first.failed + second.failed,
  }
}
/** Guarantee: the text was written by `rollUpPage` as a list of numbers of cases. */
const numbersIn = (text: string) => JSON.parse(text) as readonly string[]

/** The events of each case, whole, in order of number. */
async function* eachCaseOf(ctx: Context, numbers: string): AsyncGenerator<readonly CaseEventRow[]> {
  let own: CaseEventRow[] = []
  let page: readonly CaseEventRow[]
  do {
    const last = own.at(-1)
    const [rows] = await ctx.database.read([
      eventsOfCases({
        numbers,
        afterCase: last?.caseNumber ?? '',
        afterSeq: last?.seq ?? 0,
        limit: MOST_ROWS,
      }),
    ])
    page = rows
    for (const row of page) {
      if (own[0] !== undefined && own[0].caseNumber !== row.caseNumber) {
        yield own
        own = []
      }
      own.push(row)
    }
  } while (page.length === MOST_ROWS)
  if (own.length > 0) yield own
}

type Key = Omit<Counted, 'on'> & { readonly countedOn: string }

/** What is taken back and what is added, as one difference for each count. */
function changes(
  now: ReadonlyMap<string, readonly Counted[]>,
  before: ReadonlyMap<string, readonly Counted[]>,
) {
  const moved = [...now].filter(
    ([caseNumber, counted]) => textOf(counted) !== textOf(before.get(caseNumber) ?? []),
  )
  if (moved.length === 0) return []
  const differences = new Map<string, Key & { n: number }>()
  const add = (each: Counted, n: number) => {
    const { on: countedOn, ...rest } = each
    const name = tupleOf(each).join('|')
    const found = differences.get(name)
    if (found === undefined) differences.set(name, { ...rest, countedOn, n })
    else found.n += n
  }
  for (const [caseNumber, counted] of moved) {
    for (const each of before.get(caseNumber) ?? []) add(each, -1)
    for (const each of counted) add(each, 1)
  }
  const rows = [...differences.values()].filter(({ n }) => n !== 0)
  const slices = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_, at) =>
    JSON.stringify(rows.slice(at * MOST_ROWS, (at + 1) * MOST_ROWS)),
  )
  const kept = moved.map(([caseNumber, counted]) => ({ caseNumber, counted: textOf(counted) }))
  return [
    keepCaseFigures({ rows: JSON.stringify(kept) }),
    ...slices.flatMap((slice) => [addFigureCounts({ rows: slice }), dropEmptyCounts({ rows: slice })]),
  ]
}

const tupleOf = ({ on, department, itemCode, channel, measure, value }: Counted) => [
  on,
  department,
  itemCode,
  channel,
  measure,
  value,
]
const textOf = (counted: readonly Counted[]): string => canonicalJson(asJson(counted.map(tupleOf)))
/** Guarantee: a list of lists of texts and numbers. */
const asJson = (value: unknown) => value as Json

/** Guarantee: the text was written by `textOf`. */
function readCounted(text: string): readonly Counted[] {
  const rows = JSON.parse(text) as readonly [
    Counted['on'],
    string,
    string,
    string,
    Counted['measure'],
    number,
  ][]
  return rows.map(([on, department, itemCode, channel, measure, value]) => ({
    on,
    department,
    itemCode,
    channel,
    measure,
    value,
  }))
}
