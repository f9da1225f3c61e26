/**
 * Which version of an agreement governs on a day. A version signed by both begins on its first day, or on the day of the
 * later signature where that came after; it governs until its last day, the day it was ended for, or the day before a later
 * version begins. What a version was when it was signed never changes: the past is asked as of any day.
 */
import { addDays, civilDate, civilDateAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'

export const AGREEMENT_STATES = {
  draft: { zh: '待本地区另一人确认', en: 'awaits a second person here' },
  proposedHere: { zh: '已提出，待对方签署', en: 'proposed here, awaits their signature' },
  proposedThere: { zh: '对方提出，待本地区签署', en: 'proposed there, awaits our signature' },
  inForce: { zh: '双方已签署', en: 'signed by both' },
  superseded: { zh: '已由后一版本代替', en: 'superseded by a later version' },
  ended: { zh: '已通知终止', en: 'ended by notice' },
  declined: { zh: '未签署', en: 'declined' },
} as const
export type AgreementState = keyof typeof AGREEMENT_STATES

/** Of a stored version, what says when it governs. */
export type VersionRow = {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly validFrom: string
  readonly validUntil: string | null
  readonly endedOn: string | null
  /** Instant of the later of the two signatures; null until there are both. */
  readonly effectiveAt: number | null
}

/** First and last day, both included; no last one: until ended. */
export type Reign = { readonly from: CivilDate; readonly until: CivilDate | null }

/** When this version governs, among all versions of its agreement; null: on no day. */
export function reignOf(row: VersionRow, versions: readonly VersionRow[]): Reign | null {
  const from = beginOf(row)
  if (from === null) return null
  const later = versions
    .filter(({ id, version }) => id === row.id && version > row.version)
    .flatMap((each) => beginOf(each) ?? [])
  const lastDays = [
    ...[row.validUntil, row.endedOn].flatMap((day) => (day === null ? [] : [asDay(day)])),
    ...later.map((begin) => addDays(begin, -1)),
  ]
  const until = lastDays.toSorted()[0] ?? null
  return until !== null && until < from ? null : { from, until }
}

/** First day of a version signed by both. */
function beginOf({ validFrom, effectiveAt }: VersionRow): CivilDate | null {
  if (effectiveAt === null) return null
  const signed = civilDateAt(effectiveAt)
  const from = asDay(validFrom)
  return signed > from ? signed : from
}

function asDay(text: string): CivilDate {
  const day = civilDate(text)
  if (day === undefined) throw new Error('an agreement is stored with a day that is none')
  return day
}

export const covers = (
  { from, until }: { readonly from: string; readonly until: string | null },
  on: string,
): boolean => from <= on && (until === null || on <= until)

/** The version that governs on this day: of several agreements with a partner that which began last. */
export function agreementInForce<Row extends VersionRow>(rows: readonly Row[], on: string): Row | null {
  const found = rows
    .flatMap((row) => {
      const reign = reignOf(row, rows)
      return reign !== null && covers(reign, on) ? [{ row, from: reign.from }] : []
    })
    .toSorted((a, b) => (a.from === b.from ? (a.row.id < b.row.id ? -1 : 1) : a.from > b.from ? -1 : 1))
  return found[0]?.row ?? null
}
