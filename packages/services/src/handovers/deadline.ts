import { civilDateAt, workdaysBetween } from '@tongban/calendar'
import { asOf, type CaseFold, type Clock, clocksOf, earliestOwed } from '@tongban/cases'
import type { Deadline } from '@tongban/exchange'
import type { EpochMs, Json } from '@tongban/kernel'
import type { HandoverRow } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { ToldMessage } from './telling.ts'

/**
 * The time limit that runs in the handling region 办理地, as its own view of the case shows it: the receiving region shows
 * the same and reckons nothing, since two regions may have two calendars. What travels are the days consumed and the
 * calendar they were counted by, never a bare date: of a limit that stands those it had when it was stopped. While the
 * applicant has the next step nothing runs.
 */
export function deadlineOf(
  { plan, calendar }: Pick<LoadedCase['policy'], 'plan' | 'calendar'>,
  stored: CaseFold,
  now: EpochMs,
): Deadline {
  const fold = asOf(plan, stored, calendar, now)
  const clocks = clocksOf(plan, fold, calendar, now)
  const asOn = civilDateAt(now)
  const owed = earliestOwed(clocks)
  const standing = clocks.find(({ status, binds }) => status === 'stands' && binds === 'organ')
  // Of a limit that stands the last day is only expected: what runs meanwhile is the special procedure, where it was told.
  const named = owed ?? standing
  const counted = standing ?? owed
  return {
    dueOn: owed?.dueOn ?? null,
    step: named?.step ?? null,
    basis: named === undefined ? null : basisOf(named),
    state: standing !== undefined ? 'paused' : owed !== undefined ? 'running' : 'none',
    consumedWorkdays: counted === undefined ? 0 : consumed(counted),
    asOn,
    calendar: calendar.version,
    provisional: named?.provisional ?? false,
  }

  /** Working days that have gone by without those of special procedures; of other units the working days in between. */
  function consumed({ length, elapsed, fromOn }: Clock): number {
    if (length.unit === 'workday') return elapsed
    return asOn > fromOn ? workdaysBetween(calendar, fromOn, asOn).workdays : 0
  }
}

const basisOf = ({ basis: { kind, zh, en } }: Clock) => ({ kind, zh, en })

/** As both sides know it; null before anything was told. */
export const deadlineKept = ({ deadline }: Pick<HandoverRow, 'deadline'>): Deadline | null =>
  deadline === null ? null : asDeadline(JSON.parse(deadline))
/** Guarantee: the text was stored from what `deadlineOf` reckoned. */
const asDeadline = (value: unknown) => value as Deadline

/** The same day for the same step; that days go by, or that another calendar says the same, is no news. */
export function isSameLimit(known: Deadline | null, now: Deadline): boolean {
  if (known === null) return now.state === 'none'
  return (
    known.dueOn === now.dueOn &&
    known.step === now.step &&
    known.state === now.state &&
    known.provisional === now.provisional &&
    known.basis?.zh === now.basis?.zh
  )
}

/** For what moves the limit and has no message of its own. */
export const deadlineTold = (
  deadline: Deadline,
  { seq, headHash }: Pick<CaseFold, 'seq' | 'headHash'>,
  at: EpochMs,
): ToldMessage => ({
  type: 'case.deadline-told',
  data: { at, head: { seq, hash: headHash }, deadline: asJson(deadline) },
  personal: null,
})
/** Guarantee: a deadline is made of texts, numbers, booleans and null. */
const asJson = (deadline: Deadline) => deadline as Deadline & { readonly [name: string]: Json }
