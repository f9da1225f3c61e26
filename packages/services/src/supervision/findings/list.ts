import { civilTimeAt } from '@tongban/calendar'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import { type FindingRow, findingPage, openFindingPage } from '@tongban/store'
import { FINDING_CAUSES, type FindingCause, isFindingCause } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { type Column, csvOf, timeOrNone } from '../../lists/csv.ts'
import { latestPage, openBefore } from '../../lists/latest-first.ts'
import type { StaffNames } from '../../staff/names.ts'
import { type Coded, departmentOf, itemOf, stepOf } from '../notices/coded.ts'
import { allStaff, type By, byOf, departmentShown } from '../supervised.ts'
import { factsIn } from '../templates/stored.ts'

/** Findings as the desk lists them, the latest first; open ones alone unless all are asked for. */
export type FindingQuery = {
  readonly cause?: FindingCause | undefined
  readonly department?: string | undefined
  readonly subject?: string | undefined
  readonly all?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type FindingView = {
  readonly id: string
  readonly cause: Coded
  readonly kind: string
  readonly subject: string
  readonly item: Coded | null
  readonly step: Coded
  readonly law: string
  /** Null: the region's, and no department's. */
  readonly department: Coded | null
  readonly post: string
  readonly count: number
  readonly fromAt: number
  readonly untilAt: number
  readonly foundAt: number
  readonly endedAt: number | null
  /** Null while it is open, and where it ended by itself. */
  readonly endedBy: By | null
  readonly reason: string | null
}
export type FindingPage = {
  readonly asOf: number
  readonly findings: readonly FindingView[]
  readonly cursor: string | null
}

export async function listFindings(ctx: Context, query: FindingQuery): Promise<Result<FindingPage, Failure>> {
  const department = departmentShown(ctx, query.department)
  if (!department.ok) return department
  const { cause = null, subject = null, limit } = query
  const isAll = query.all === true
  const asked = JSON.stringify(['findings', department.value, cause, subject, isAll])
  const before = await openBefore(ctx.keys, query.cursor, asked)
  if (!before.ok) return before
  const statement = isAll ? findingPage : openFindingPage
  const [rows] = await ctx.database.read([
    statement({ cause, department: department.value, subject, ...before.value, limit: limit + 1 }),
  ])
  const page = await latestPage(ctx.keys, rows, limit, ({ foundAt: at, id }) => ({ at, id }), asked)
  const [names, me] = await Promise.all([allStaff(ctx), actorIndex(ctx.keys, ctx.actor)])
  return ok({
    asOf: ctx.clock.now(),
    findings: await Promise.all(page.rows.map((row) => findingView(ctx, row, names, me))),
    cursor: page.cursor,
  })
}

export async function findingView(
  ctx: Context,
  row: FindingRow,
  names: StaffNames,
  me: string,
): Promise<FindingView> {
  const { id, kind, subject, post, foundAt, endedAt, endedBy } = row
  // A job that stopped is known by when it last ran.
  const {
    step = '',
    law = '',
    count = 1,
    since = foundAt,
    fromAt = since,
    untilAt = foundAt,
  } = factsIn(row.facts)
  const isPerson = endedBy !== null && endedBy !== 'clock'
  return {
    id,
    cause: causeOf(row.cause),
    kind,
    subject,
    item: itemOf(row.itemCode, foundAt),
    step: stepOf(textOf(step)),
    law: textOf(law),
    department: row.department === '' ? null : departmentOf(ctx, row.department),
    post,
    count: numberOf(count),
    fromAt: numberOf(fromAt),
    untilAt: numberOf(untilAt),
    foundAt,
    endedAt,
    endedBy: isPerson ? byOf(names, endedBy, me) : null,
    reason: await reasonOf(ctx, row),
  }
}

/** Where the reason of an end stands encrypted. */
export const endPlace = (id: string) => ({ table: 'supervision_findings', column: 'ended_enc', row: id })

async function reasonOf({ keys }: Context, { id, endedEnc }: FindingRow): Promise<string | null> {
  if (endedEnc === null) return null
  const opened = await decryptField(keys, endPlace(id), endedEnc)
  if (!opened.ok) throw new Error(`why a finding was ended cannot be read: ${opened.failure.reason}`)
  return opened.value
}

function causeOf(code: string): Coded {
  if (!isFindingCause(code)) throw new Error(`a finding of an unknown cause: ${code}`)
  const { zh, en } = FINDING_CAUSES[code]
  return { code, zh, en }
}
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0)

const COLUMNS: readonly Column<FindingView>[] = [
  { zh: '事由', en: 'cause', of: (row, language) => row.cause[language] },
  { zh: '对象', en: 'subject', of: (row) => row.subject },
  { zh: '事项', en: 'item', of: (row, language) => row.item?.[language] ?? null },
  { zh: '环节', en: 'step', of: (row, language) => row.step[language] },
  { zh: '依据', en: 'basis', of: (row) => row.law },
  { zh: '部门', en: 'department', of: (row, language) => row.department?.[language] ?? null },
  { zh: '责任岗位', en: 'post', of: (row) => row.post },
  { zh: '数量', en: 'count', of: (row) => row.count },
  { zh: '自', en: 'from', of: (row) => civilTimeAt(row.fromAt) },
  { zh: '至', en: 'until', of: (row) => civilTimeAt(row.untilAt) },
  { zh: '发现时间', en: 'found', of: (row) => civilTimeAt(row.foundAt) },
  { zh: '终结时间', en: 'ended', of: (row) => timeOrNone(row.endedAt) },
]

export const findingsCsv = (findings: readonly FindingView[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, findings, language)
