import { startOfDayAt } from '@tongban/calendar'
import { type Actor, type CivilDate, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import type { PlatformReportRow, ReportPage, Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { Column } from '../lists/csv.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'

/** Reports to a platform 上报 and how far each has come: codes and instants, nothing of what they say. */
export const REPORT_READERS = [{ role: 'supervisor' }, { role: 'admin' }, { role: 'auditor' }] as const
const mayRead = (actor: Actor) => holdsRole(actor, 'supervisor', 'admin', 'auditor')

export const REPORT_STATES = ['waiting', 'sent', 'received', 'refused', 'dead'] as const
export type ReportState = (typeof REPORT_STATES)[number]

export type ReportQuery<Form extends string> = {
  readonly state?: ReportState | undefined
  readonly form?: Form | undefined
  readonly caseNumber?: string | undefined
  readonly department?: string | undefined
  /** Made on this day or later. */
  readonly from?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type ReportView<Row extends PlatformReportRow> = Omit<Row, 'replayedBy'>
export type ReportList<Row extends PlatformReportRow> = {
  /** Whether a platform is configured; without one nothing is made. */
  readonly configured: boolean
  readonly reports: readonly ReportView<Row>[]
  /** How many are in each state, those that were received aside. */
  readonly open: readonly { readonly state: string; readonly n: number }[]
  readonly cursor: string | null
}

/** Which reports: the name their places are sealed under, and the statements of their table. */
type Listed<Row extends PlatformReportRow> = {
  readonly name: string
  readonly configured: boolean
  readonly page: (page: ReportPage) => Statement<Row>
  readonly pageIn: (state: string) => (page: ReportPage & { readonly state: string }) => Statement<Row>
  readonly count: (all: Record<never, never>) => Statement<{ readonly state: string; readonly n: number }>
}

const PLACE = /^(\d{1,16})\.([\w-]{1,64})$/

export async function listReports<Row extends PlatformReportRow>(
  ctx: Context,
  query: ReportQuery<string>,
  listed: Listed<Row>,
): Promise<Result<ReportList<Row>, Failure>> {
  if (!mayRead(ctx.actor))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、系统管理员 admin、审计员 auditor' })
  const { state, form, caseNumber, department, from, cursor, limit } = query
  const asked = [listed.name, state, form, caseNumber, department, from].map((each) => each ?? '').join('|')
  const opened = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, asked)
  if (!opened.ok) return opened
  const [, at, id = ''] = PLACE.exec(opened.value) ?? []
  const page = {
    form: form ?? null,
    caseNumber: caseNumber ?? null,
    department: department ?? null,
    sealedFrom: ctx.actor.kind === 'official' ? ctx.actor.department : '',
    from: from === undefined ? 0 : startOfDayAt(asDay(from)),
    beforeAt: at === undefined ? Number.MAX_SAFE_INTEGER : Number(at),
    beforeId: id,
    limit: limit + 1,
  }
  const [rows, open] = await ctx.database.read([
    state === undefined ? listed.page(page) : listed.pageIn(state)({ ...page, state }),
    listed.count({}),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    configured: listed.configured,
    reports: shown.map(reportView),
    open,
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.madeAt}.${last.id}`, asked),
  })
}

export const reportView = <Row extends PlatformReportRow>({ replayedBy: _, ...view }: Row): ReportView<Row> =>
  view

/** Guarantee: the contract has taken it for a civil day. */
const asDay = (text: string) => text as CivilDate

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** The columns of a list as CSV; `own` stands where the tables differ. */
export const reportColumns = <Row extends PlatformReportRow>(
  own: Column<ReportView<Row>>,
): readonly Column<ReportView<Row>>[] => [
  { zh: '上报编号', en: 'report', of: ({ id }) => id },
  { zh: '办件编号', en: 'case number', of: ({ caseNumber }) => caseNumber },
  { zh: '表', en: 'table', of: ({ form }) => form },
  { zh: '序号', en: 'event', of: ({ seq }) => seq },
  own,
  { zh: '部门编码', en: 'department', of: ({ department }) => department },
  { zh: '状态', en: 'state', of: ({ state }) => state },
  { zh: '回执号', en: 'receipt', of: ({ receiptNumber }) => receiptNumber },
  { zh: '原因', en: 'reason', of: ({ reason }) => reason },
  { zh: '生成时间', en: 'made at', of: ({ madeAt }) => instant(madeAt) },
  { zh: '最近发送', en: 'last sent at', of: ({ sentAt }) => instant(sentAt) },
  { zh: '答复时间', en: 'answered at', of: ({ answeredAt }) => instant(answeredAt) },
]
