import { type Calendar, civilDateAt, startOfDayAt, workdayBefore } from '@tongban/calendar'
import { GIVE_UP_AFTER_MS, type Limits, type OpenedMessage } from '@tongban/exchange'
import type { EpochMs } from '@tongban/kernel'

/**
 * From when the days that protect the applicant 行政许可法 32 may be reckoned on the word of another region: it hands over
 * within the working days agreed for that, and its sending is given up after 72 hours. A receipt within this stands as it
 * was told, and where silence has made an acceptance of it, so does that. One further back cannot have come by what was
 * agreed: the sender alone would have made the acceptance. It is then reckoned from here, so that the notice is as good as
 * due and nobody loses a day the agreement gave, people are told what was claimed, and they say what the law makes of it.
 */
export const countsFrom = (
  calendar: Calendar,
  { storedAt }: Pick<OpenedMessage, 'storedAt'>,
  { acceptAndPushWorkdays }: Pick<Limits, 'acceptAndPushWorkdays'>,
): EpochMs =>
  startOfDayAt(workdayBefore(calendar, civilDateAt(storedAt - GIVE_UP_AFTER_MS), acceptAndPushWorkdays).on)
