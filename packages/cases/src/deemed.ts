/**
 * What the law makes of silence: no notice within the limit, and the application is accepted from the day it was
 * handed in (行政许可法 32(1)(四)); no decision on a renewal before the licence ends, and it is granted (50), where an
 * official has found that there is such a licence, never on the applicant's word alone. The sweep
 * appends these events; whoever reads a case first sees them too. Nothing is deemed on a day that is only provisional.
 */
import type { Calendar } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { Clock } from './clock.ts'
import type { ClockPlan, ClockStep } from './clock-rules.ts'
import { clocksOf } from './clocks.ts'
import { type Happening, nextOf } from './event.ts'
import type { CaseFold } from './fold.ts'
import { step } from './step.ts'

/** The events that silence has made by `now` and that are not recorded yet, in the order they happened. */
export function deemedHappenings(
  plan: ClockPlan,
  fold: CaseFold,
  calendar: Calendar,
  now: EpochMs,
): readonly Happening[] {
  return deemed(plan, fold, calendar, now).happenings
}

/** The case as it stands at `now` by law, whether or not the sweep has come by. Sequence and chain are as stored. */
export function asOf(plan: ClockPlan, fold: CaseFold, calendar: Calendar, now: EpochMs): CaseFold {
  return { ...deemed(plan, fold, calendar, now).fold, seq: fold.seq, headHash: fold.headHash }
}

function deemed(plan: ClockPlan, stored: CaseFold, calendar: Calendar, now: EpochMs) {
  let fold = stored
  const happenings: Happening[] = []
  for (const [event, clockStep] of SILENCE) {
    const clock = overdueClock(plan, fold, calendar, now, clockStep)
    const state = nextOf(fold, event)
    if (clock === undefined || clock.unchecked || !state.ok) continue
    const happening: Happening = {
      type: event,
      at: now,
      actorKind: 'clock',
      actorSubject: 'limits',
      data: {
        effectiveOn: event === 'deemedAccepted' ? fold.noticeFromOn : fold.renewalExpiresOn,
        dueOn: clock.dueOn,
        basis: clock.basis.zh,
        calendar: calendar.version,
      },
    }
    happenings.push(happening)
    fold = step(fold, { ...happening, seq: fold.seq, hash: fold.headHash }, state.value)
  }
  return { fold, happenings }
}

const SILENCE = [
  ['deemedAccepted', 'notice'],
  ['deemedGranted', 'renewal'],
] as const satisfies readonly (readonly [Happening['type'], ClockStep])[]

/** The clock of this step that ran out unanswered before `now`, for certain. */
export function overdueClock(
  plan: ClockPlan,
  fold: CaseFold,
  calendar: Calendar,
  now: EpochMs,
  clockStep: ClockStep,
): Clock | undefined {
  return clocksOf(plan, fold, calendar, now).find(
    ({ step: name, status, breach, provisional }) =>
      name === clockStep && status === 'running' && breach !== null && !provisional,
  )
}

/** The next instant at which a clock of this case becomes due: what a sweep is sorted by. */
export function nextDueAt(clocks: readonly Clock[], now: EpochMs): EpochMs | null {
  const open = clocks.filter(({ status, dueAt }) => status === 'running' && dueAt > now)
  return open[0]?.dueAt ?? null
}
