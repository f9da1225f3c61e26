import { claimOf, findItemVersion } from '@tongban/catalogue'
import { encryptJson } from '@tongban/privacy'
import {
  eventCursor,
  eventsWrittenAfter,
  holdEventCursor,
  insertSuperiorMessages,
  insertSuperiorReports,
  makeEventCursor,
  moveEventCursor,
  type ReportedCaseRow,
  reportedCases,
  type WrittenEventRow,
} from '@tongban/store'
import { type SuperiorRow, superiorRowsOf } from '@tongban/supervision'
import { attemptEach } from '../cases/each-case.ts'
import { openApplicationOf } from '../cases/open-application.ts'
import { outboxPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { SUPERIOR_KIND } from './kind.ts'
import { recordOf } from './record.ts'
import type { SuperiorReport } from './superior.ts'

/**
 * Makes the reports to the superior platform from the events of cases, after the fact: no request waits for it. A page of
 * events becomes rows and their messages in one batch with the cursor, each once for its case, table and event; what a
 * report says is in the encrypted message alone. A region without a platform makes none, and says so.
 */
export const SUPERIOR = 'superior'
const FORMS_VERSION = '1'
const EVENTS_A_PAGE = 300
const PAGES_A_RUN = 5

export async function reportCases(ctx: Context): Promise<string> {
  if (!ctx.reportsToSuperior) return 'no superior platform (TONGBAN_SUPERIOR_URL)'
  await ctx.database.write([makeEventCursor({ name: SUPERIOR, now: ctx.clock.now() })])
  let made = 0
  for (let page = 0; page < PAGES_A_RUN; page += 1) {
    const done = await reportPage(ctx)
    if (done === 'taken') return `made ${made}, another run is at it`
    made += done.made
    if (!done.more) return `made ${made}, caught up`
  }
  return `made ${made}, more to come`
}

async function reportPage(
  ctx: Context,
): Promise<{ readonly made: number; readonly more: boolean } | 'taken'> {
  const now = ctx.clock.now()
  const [[cursor]] = await ctx.database.read([eventCursor({ name: SUPERIOR })])
  if (cursor === undefined) throw new Error('the cursor of the reports was not made')
  const after = cursor.version === FORMS_VERSION ? cursor.through : 0
  const [events] = await ctx.database.read([eventsWrittenAfter({ after, limit: EVENTS_A_PAGE })])
  const more = events.length === EVENTS_A_PAGE
  const reports = await reportsOf(ctx, events)
  const through = events.at(-1)?.row ?? after
  const caughtUpAt = more ? null : now
  const written = await ctx.database.write([
    holdEventCursor({ name: SUPERIOR, through: cursor.through, version: cursor.version }),
    moveEventCursor({ name: SUPERIOR, through, version: FORMS_VERSION, now, caughtUpAt }),
    ...(await statementsOf(ctx, reports, now)),
  ])
  return written.ok ? { made: reports.length, more } : 'taken'
}

/** `record` is null where the case cannot be read: the row says so in place of a message. */
type Made = Omit<SuperiorReport, 'record'> &
  Pick<ReportedCaseRow, 'itemCode'> & {
    readonly department: string
    readonly record: SuperiorReport['record'] | null
  }

export async function reportsOf(
  ctx: Context,
  events: readonly Omit<WrittenEventRow, 'row'>[],
): Promise<readonly Made[]> {
  const wanted = events
    .map((event) => ({ event, rows: superiorRowsOf(event.type, opinionIn(event)) }))
    .filter(({ rows }) => rows.length > 0)
  if (wanted.length === 0) return []
  const numbers = JSON.stringify([...new Set(wanted.map(({ event }) => event.caseNumber))])
  const [cases] = await ctx.database.read([reportedCases({ numbers })])
  const byNumber = new Map(cases.map((row) => [row.caseNumber, row]))
  const made: Made[] = []
  for (const { event, rows } of wanted) {
    const row = byNumber.get(event.caseNumber)
    if (row === undefined) throw new Error('an event of a case that is not there')
    for (const each of rows) made.push(...(await reportOf(ctx, row, event, each)))
  }
  return made
}

const opinionIn = ({ type, data }: Pick<WrittenEventRow, 'type' | 'data'>): unknown =>
  type === 'signed' ? (JSON.parse(data) as { readonly opinion?: unknown }).opinion : undefined

/** None for an item that this version of the program no longer knows. */
async function reportOf(
  ctx: Context,
  row: ReportedCaseRow,
  event: Omit<WrittenEventRow, 'row'>,
  each: SuperiorRow,
): Promise<readonly Made[]> {
  const item = findItemVersion(row.itemCode, Number(row.itemVersion))
  if (!item.ok) return []
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return []
  const { caseNumber, applicationEnc, applicationDigest, itemCode, departmentCode } = row
  const { form } = each
  let record: Made['record'] = null
  // One that somebody has changed in the database keeps no other waiting; the log names it.
  await attemptEach(ctx, [row], async () => {
    // Only the receipt says who applied; the others are made without opening anything.
    const application =
      form === 'receipt' && applicationEnc !== ''
        ? await openApplicationOf(ctx, caseNumber, applicationEnc, applicationDigest)
        : null
    record = recordOf(ctx, { row, event, item: item.value, claim: claim.value, application }, each)
    return true
  })
  return [
    {
      id: ctx.ids.uuid(),
      region: ctx.region.code,
      form,
      caseNumber,
      seq: event.seq,
      record,
      itemCode,
      department: departmentCode,
    },
  ]
}

export async function statementsOf(ctx: Context, reports: readonly Made[], now: number) {
  if (reports.length === 0) return []
  const rows = reports.map(({ record, region: _, ...row }) => ({
    ...row,
    state: record === null ? 'refused' : 'waiting',
    reason: record === null ? 'unreadable' : null,
    madeAt: now,
  }))
  const messages = await Promise.all(
    reports
      .filter(({ record }) => record !== null)
      .map(async ({ itemCode: _, department: __, ...report }) => ({
        id: report.id,
        kind: SUPERIOR_KIND,
        caseNumber: report.caseNumber,
        payloadEnc: await encryptJson(ctx.keys, outboxPlace(report.id), report, ctx.ids.random(12)),
        createdAt: now,
        nextAt: now,
      })),
  )
  return [
    insertSuperiorReports({ rows: JSON.stringify(rows) }),
    insertSuperiorMessages({ rows: JSON.stringify(messages) }),
  ]
}
