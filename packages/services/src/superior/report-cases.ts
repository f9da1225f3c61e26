import { claimOf, findItemVersion } from '@tongban/catalogue'
import {
  eventsWrittenAfter,
  insertSuperiorMessages,
  insertSuperiorReports,
  type ReportedCaseRow,
  reportedCases,
  type WrittenEventRow,
} from '@tongban/store'
import { type SuperiorRow, superiorRowsOf } from '@tongban/supervision'
import { attemptEach } from '../cases/each-case.ts'
import { openApplicationOf } from '../cases/open-application.ts'
import type { Context } from '../context.ts'
import { makeReports, reportMessages, reportRows } from '../reports/make.ts'
import { SUPERIOR_KIND } from './kind.ts'
import { recordOf } from './record.ts'
import type { SuperiorReport } from './superior.ts'

/**
 * Makes the reports to the superior platform from the events of cases, each once for its case, table and event. A region
 * without a platform makes none, and says so.
 */
export const SUPERIOR = 'superior'
const FORMS_VERSION = '1'

export async function reportCases(ctx: Context): Promise<string> {
  if (!ctx.reportsToSuperior) return 'no superior platform (TONGBAN_SUPERIOR_URL)'
  const { outcome } = await makeReports(ctx, {
    name: SUPERIOR,
    version: FORMS_VERSION,
    rowsAfter: eventsWrittenAfter,
    make: async (events, now) => {
      const reports = await reportsOf(ctx, events)
      return { made: reports.length, statements: await statementsOf(ctx, reports, now) }
    },
  })
  return outcome
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
  const columnsOf = ({ form, seq, itemCode, department }: Made) => ({ form, seq, itemCode, department })
  const payloadOf = ({ itemCode: _, department: __, ...report }: Made) => report
  return [
    insertSuperiorReports({ rows: reportRows(reports, columnsOf, now) }),
    insertSuperiorMessages({ rows: await reportMessages(ctx, SUPERIOR_KIND, reports, payloadOf, now) }),
  ]
}
