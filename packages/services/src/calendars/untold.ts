import { type CaseFold, type ClockPlan, recompute, type Untold } from '@tongban/cases'
import type { CalendarChangeRow } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Nothing moves to a citizen's harm without a notice (行政许可法 42, 82). A clock of a case that a later calendar would move
 * so goes by the calendar before it: until the job that tells of it has been by, and for good where nobody could be
 * told. Whatever moves to a citizen's good holds at once.
 */
export async function untoldIn(
  ctx: Pick<Context, 'calendar' | 'calendars' | 'clock' | 'database'>,
  plan: ClockPlan,
  fold: CaseFold,
  changes: readonly CalendarChangeRow[],
): Promise<readonly Untold[]> {
  const owed = await owedIn(ctx, changes)
  const { before } = ctx.calendars
  const { version } = ctx.calendar
  const isRecorded = changes.some((change) => change.version === version)
  if (before === null || isRecorded || fold.receivedAt >= before.until) return owed
  const moved = recompute({ ...plan, untold: owed }, fold, before.calendar, ctx.calendar, ctx.clock.now())
  const keys = moved.filter(({ needsNotice }) => needsNotice).map(({ key }) => key)
  return keys.length === 0 ? owed : [...owed, { by: version, calendar: before.calendar, keys }]
}

/** A change to somebody's harm that is on the list, and of which no notice has gone out. */
export const isOwed = ({ needsNotice, noticeId }: CalendarChangeRow): boolean =>
  needsNotice === 1 && noticeId === null

async function owedIn(
  { calendars, database }: Pick<Context, 'calendars' | 'database'>,
  changes: readonly CalendarChangeRow[],
): Promise<readonly Untold[]> {
  const all: Untold[] = []
  for (const change of changes) {
    if (!isOwed(change) || change.beforeVersion === null) continue
    const calendar = await calendars.ofVersion(change.beforeVersion, database)
    all.push({ by: change.version, calendar, keys: [change.clockKey] })
  }
  return all
}
