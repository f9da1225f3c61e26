import { addDays, civilDate, civilDateAt } from '@tongban/calendar'
import type { CivilDate, EpochMs, FieldError } from '@tongban/kernel'

/**
 * The days of a policy that is proposed by one and published by another: it begins after today, so that nothing that has
 * begun moves under people's hands, and does not end before it begins.
 */
export type Span = { readonly fromOn: CivilDate; readonly untilOn: CivilDate | null }

/** Isolates look for policies once a minute; nobody goes by an old one on the first day of a new one. */
const KNOWN_EVERYWHERE_MS = 5 * 60_000

const earliestStart = (now: EpochMs): CivilDate => addDays(civilDateAt(now + KNOWN_EVERYWHERE_MS), 1)

/** `why`: what has begun and goes on by the policy of its own day. */
export function dayErrors(
  now: EpochMs,
  { fromOn, untilOn }: Span,
  why: { readonly zh: string; readonly en: string },
): readonly FieldError[] {
  const errors: FieldError[] = []
  const earliest = earliestStart(now)
  if (fromOn < earliest)
    errors.push({
      pointer: '/fromOn',
      zh: `应在 ${earliest} 或以后：${why.zh}`,
      en: `Must be ${earliest} or later: ${why.en}`,
    })
  if (untilOn !== null && untilOn < fromOn)
    errors.push({
      pointer: '/untilOn',
      zh: '最后一日不能早于第一日。',
      en: 'The last day is not before the first.',
    })
  return errors
}

/** A day that the contract, or whoever wrote the row, has checked. */
export function dayOf(text: string): CivilDate {
  const day = civilDate(text)
  if (day === undefined) throw new Error('no day of a policy')
  return day
}

export const spanOf = ({
  fromOn,
  untilOn,
}: {
  readonly fromOn: string
  readonly untilOn: string | null
}): Span => ({
  fromOn: dayOf(fromOn),
  untilOn: untilOn === null ? null : dayOf(untilOn),
})
