import { civilDateAt, startOfDayAt } from '@tongban/calendar'
import {
  MENDING_GRADES,
  ORDER_CLASSES,
  ORDER_SOURCES,
  ORDER_STATES,
  ORDER_STEPS,
  type OrderStep,
} from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import { keyedDigest } from '@tongban/privacy'
import type { RectificationRow } from '@tongban/store'
import type { Taker } from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf, itemOf } from '../../supervision/notices/coded.ts'
import { isSealedFrom } from './standing.ts'

/**
 * An order 整改单 as one row of a list. Of a rating that is sealed from the department its officials see no case, no service,
 * and no more of when than the day: with the instant they would find who it was. Everybody else sees a pseudonym in place of the
 * case, until they have said why they open it.
 */
export type ListedOrder = {
  readonly number: string
  readonly source: Coded
  readonly state: Coded
  readonly round: number
  readonly department: Coded
  readonly window: string | null
  readonly item: Coded | null
  readonly level: number | null
  /** The department does not learn who it was. */
  readonly anonymous: boolean
  /** Whether it is kept from whoever asks. */
  readonly sealed: boolean
  readonly caseNumber: string | null
  readonly serviceNumber: number | null
  /** Of a sealed rating, in place of its case: the same of the same case. Null to the department rated, and of any other. */
  readonly pseudonym: string | null
  readonly class: Coded | null
  readonly appeal: Coded
  readonly openedOn: string
  readonly openedAt: EpochMs | null
  readonly contactDueAt: EpochMs
  readonly rectifyDueAt: EpochMs
  readonly contactedAt: EpochMs | null
  readonly repliedAt: EpochMs | null
  readonly calledBackAt: EpochMs | null
  readonly callBack: Coded | null
  readonly grade: Coded | null
  readonly closedAt: EpochMs | null
  /** Contact or reply came too late, or has not come although it is due. */
  readonly overdue: boolean
}

type Words = { readonly zh: string; readonly en: string }
const CALL_BACKS = {
  mended: { zh: '已整改到位', en: 'mended' },
  notMended: { zh: '未整改到位', en: 'not mended' },
  unreached: { zh: '多次未接通', en: 'not reached' },
} as const satisfies Readonly<Record<string, Words>>
const APPEALS = {
  none: { zh: '未申诉', en: 'none' },
  open: { zh: '待裁定', en: 'to be judged' },
  upheld: { zh: '申诉成立', en: 'upheld' },
  rejected: { zh: '申诉不成立', en: 'rejected' },
} as const satisfies Readonly<Record<string, Words>>

/** What a code that this program wrote is called. */
export function codedBy(words: Readonly<Record<string, Words>>, code: string): Coded {
  const found = words[code]
  if (found === undefined) throw new Error(`an order says something nobody knows: ${code}`)
  return { code, zh: found.zh, en: found.en }
}
const codedOrNone = (words: Readonly<Record<string, Words>>, code: string | null): Coded | null =>
  code === null ? null : codedBy(words, code)

export const stepCoded = (step: OrderStep): Coded => codedBy(ORDER_STEPS, step)

/** `isOpened`: whoever asks has opened it with a reason. */
export async function listedOrder(
  ctx: Pick<Context, 'region' | 'clock' | 'keys'>,
  row: RectificationRow,
  taker: Taker,
  isOpened = false,
): Promise<ListedOrder> {
  const sealed = isSealedFrom(row, taker)
  const isShown = row.anonymous === 0 || (isOpened && !sealed)
  // What others did is told the department by the day.
  const shown = (at: EpochMs | null) => (sealed && at !== null ? startOfDayAt(civilDateAt(at)) : at)
  const { contactDueAt, rectifyDueAt, contactedAt, repliedAt, calledBackAt, closedAt } = row
  return {
    number: row.number,
    source: codedBy(ORDER_SOURCES, row.source),
    state: codedBy(ORDER_STATES, row.state),
    round: row.round,
    department: departmentOf(ctx, row.department),
    window: row.window,
    item: itemOf(row.itemCode, row.openedAt),
    level: row.level,
    anonymous: row.anonymous === 1,
    sealed,
    caseNumber: isShown ? row.caseNumber : null,
    serviceNumber: isShown ? row.serviceNumber : null,
    pseudonym: sealed || row.anonymous === 0 ? null : await pseudonymOf(ctx, row.caseNumber),
    class: codedOrNone(ORDER_CLASSES, row.class),
    appeal: codedBy(APPEALS, row.appeal),
    openedOn: row.openedOn,
    openedAt: sealed ? null : row.openedAt,
    contactDueAt,
    rectifyDueAt,
    contactedAt: shown(contactedAt),
    repliedAt,
    calledBackAt: shown(calledBackAt),
    callBack: codedOrNone(CALL_BACKS, row.callBack),
    grade: codedOrNone(MENDING_GRADES, row.grade),
    closedAt: shown(closedAt),
    overdue: isOverdue(row, ctx.clock.now()),
  }
}

const PSEUDONYM_CHARACTERS = 8
/** `NM` 匿名: without the region's key nobody reckons the case from it. */
const pseudonymOf = async ({ keys }: Pick<Context, 'keys'>, caseNumber: string | null) =>
  caseNumber === null
    ? null
    : `NM${(await keyedDigest(keys, 'casePseudonym', caseNumber)).slice(0, PSEUDONYM_CHARACTERS).toUpperCase()}`

/** As the list filters by it. */
function isOverdue(row: RectificationRow, now: EpochMs): boolean {
  const contacted = row.contactedAt ?? row.calledBackAt ?? row.closedAt ?? now
  const replied = row.repliedAt ?? row.closedAt ?? now
  return contacted >= row.contactDueAt || replied >= row.rectifyDueAt
}

export const dayOf = (at: EpochMs): string => civilDateAt(at)
