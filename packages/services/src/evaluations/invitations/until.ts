import { addDays, civilDateAt, endOfDayAt } from '@tongban/calendar'
import type { EvaluationPolicy } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'

/** Until when a service can be rated, and its rating amended: the first instant that is too late, 24:00 of the last day. */
export const rateableUntil = (
  { rateWithinDays }: Pick<EvaluationPolicy, 'rateWithinDays'>,
  servedAt: number,
): EpochMs => endOfDayAt(addDays(civilDateAt(servedAt), rateWithinDays))

export const amendableUntil = (
  { amendWithinDays }: Pick<EvaluationPolicy, 'amendWithinDays'>,
  ratedAt: number,
): EpochMs => endOfDayAt(addDays(civilDateAt(ratedAt), amendWithinDays))
