import { startOfDayAt } from '@tongban/calendar'
import { type Actor, type CivilDate, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  countSuperiorReports,
  type SuperiorReportRow,
  superiorReportPage,
  superiorReportsIn,
} from '@tongban/store'
import type { SuperiorForm, SuperiorState } from '@tongban/supervision'
import type { Context } from '../context.ts'
import { type Column, csvOf } from '../lists/csv.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'

/** Reports to the superior platform and how far each has come: codes and instants, nothing of what they say. */
export const SUPERIOR_READERS = [{ role: 'supervisor' }, { role: 'admin' }, { role: 'auditor' }] as const
const mayRead = (actor: Actor) => holdsRole(actor, 'supervisor', 'admin', 'auditor')

export type SuperiorQuery = {
  readonly state?: SuperiorState | undefined
  readonly form?: SuperiorForm | undefined
  readonly caseNumber?: string | undefined
  readonly department?: string | undefined
  /** Made on this day or later. */
  readonly from?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type SuperiorView = Omit<SuperiorReportRow, 'replayedBy'>
export type SuperiorPage = {
  /** Whether a platform is configured; without one nothing is made. */
  readonly configured: boolean
  readonly reports: readonly SuperiorView[]
  /** How many are in each state, those that were received aside. */
  readonly open: readonly { readonly state: string; readonly n: number }[]
  readonly cursor: string | null
}

const PLACE = /^(\d{1,16})\.([\w-]{1,64})$/

export async function listSuperiorReports(
  ctx: Context,
  query: SuperiorQuery,
): Promise<Result<SuperiorPage, Failure>> {
  if (!mayRead(ctx.actor))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、系统管理员 admin、审计员 auditor' })
  const { state, form, caseNumber, department, from, cursor, limit } = query
  const asked = ['superior', state, form, caseNumber, department, from].map((each) => each ?? '').join('|')
  const opened = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, asked)
  if (!opened.ok) return opened
  const [, at, id = ''] = PLACE.exec(opened.value) ?? []
  const page = {
    form: form ?? null,
    caseNumber: caseNumber ?? null,
    department: department ?? null,
    from: from === undefined ? 0 : startOfDayAt(asDay(from)),
    beforeAt: at === undefined ? Number.MAX_SAFE_INTEGER : Number(at),
    beforeId: id,
    limit: limit + 1,
  }
  const [rows, open] = await ctx.database.read([
    state === undefined ? superiorReportPage(page) : superiorReportsIn(state)({ ...page, state }),
    countSuperiorReports({}),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    configured: ctx.reportsToSuperior,
    reports: shown.map(superiorView),
    open,
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.madeAt}.${last.id}`, asked),
  })
}

export const superiorView = ({ replayedBy: _, ...view }: SuperiorReportRow): SuperiorView => view

/** Guarantee: the contract has taken it for a civil day. */
const asDay = (text: string) => text as CivilDate

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
const COLUMNS: readonly Column<SuperiorView>[] = [
  { zh: '上报编号', en: 'report', of: ({ id }) => id },
  { zh: '办件编号', en: 'case number', of: ({ caseNumber }) => caseNumber },
  { zh: '表', en: 'table', of: ({ form }) => form },
  { zh: '序号', en: 'event', of: ({ seq }) => seq },
  { zh: '事项', en: 'item', of: ({ itemCode }) => itemCode },
  { zh: '部门编码', en: 'department', of: ({ department }) => department },
  { zh: '状态', en: 'state', of: ({ state }) => state },
  { zh: '回执号', en: 'receipt', of: ({ receiptNumber }) => receiptNumber },
  { zh: '原因', en: 'reason', of: ({ reason }) => reason },
  { zh: '生成时间', en: 'made at', of: ({ madeAt }) => instant(madeAt) },
  { zh: '最近发送', en: 'last sent at', of: ({ sentAt }) => instant(sentAt) },
  { zh: '答复时间', en: 'answered at', of: ({ answeredAt }) => instant(answeredAt) },
]
export const superiorCsv = (reports: readonly SuperiorView[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, reports, language)
