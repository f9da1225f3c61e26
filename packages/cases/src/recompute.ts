/**
 * What a calendar published or amended later does to the open clocks of a case: each before and after. A day that
 * moves to the harm of a citizen, the organ's later or the citizen's own earlier, is flagged and must be told; a
 * clock that would be over only by the new calendar is flagged too, and is nobody's breach.
 */
import type { Calendar } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { Clock } from './clock.ts'
import type { ClockPlan } from './clock-rules.ts'
import { clocksOf } from './clocks.ts'
import type { CaseFold } from './fold.ts'

type Day = { readonly dueOn: CivilDate; readonly dueAt: EpochMs; readonly provisional: boolean }

export type Recomputed = {
  readonly key: string
  readonly step: Clock['step']
  readonly binds: Clock['binds']
  readonly before: Day
  readonly after: Day
  readonly moved: 'earlier' | 'later' | 'confirmed'
  /** To be told before it takes effect. */
  readonly needsNotice: boolean
  /** Over at `now` by the new calendar, and not by the old: no card and no consequence may rest on it. */
  readonly overByCalendarOnly: boolean
}

/** The open clocks whose day, or whose certainty, the new calendar changes; earliest first. Empty when done twice. */
export function recompute(
  plan: ClockPlan,
  fold: CaseFold,
  before: Calendar,
  after: Calendar,
  now: EpochMs,
): readonly Recomputed[] {
  const old = clocksOf(plan, fold, before, now)
  const made = clocksOf(plan, fold, after, now)
  return old.flatMap((was) => {
    const is = made.find(({ key }) => key === was.key)
    if (is === undefined || was.status === 'ended') return []
    if (is.dueAt === was.dueAt && is.provisional === was.provisional) return []
    return [compare(was, is, now)]
  })
}

function compare(was: Clock, is: Clock, now: EpochMs): Recomputed {
  const { key, step, binds } = was
  const moved = is.dueAt > was.dueAt ? 'later' : is.dueAt < was.dueAt ? 'earlier' : 'confirmed'
  return {
    key,
    step,
    binds,
    before: dayOf(was),
    after: dayOf(is),
    moved,
    needsNotice: moved === (binds === 'organ' ? 'later' : 'earlier'),
    overByCalendarOnly: was.dueAt > now && is.dueAt <= now,
  }
}

const dayOf = ({ dueOn, dueAt, provisional }: Clock): Day => ({ dueOn, dueAt, provisional })
