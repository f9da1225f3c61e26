import { setTimeout as wait } from 'node:timers/promises'
import { aheadFor, writeReached } from './clock-file.ts'
import { fireOnce } from './cron.ts'
import type { Serving } from './serve.ts'

/** Follows `npm run clock`: a region's Workers learn the time when they start, so that they begin anew when it is moved. */
export const CLOCK_MOVED = 'clockMoved'
const LOOK_MS = 300

/** Until the file says another time than one of these regions runs by. */
export async function untilClockMoved(
  all: readonly Serving[],
  stopping: AbortSignal,
): Promise<typeof CLOCK_MOVED> {
  while (!stopping.aborted && all.every(({ places, aheadMs }) => aheadFor(places) === aheadMs))
    await wait(LOOK_MS)
  return CLOCK_MOVED
}

/** Cron is fired at the new time at once, and whoever waits for the time is told that it has come. */
export async function reachTime(all: readonly Serving[]): Promise<void> {
  await Promise.all(
    all.map(async ({ region, places, aheadMs }) => {
      if (aheadMs > 0) await fireOnce(region, aheadMs)
      await writeReached(places, aheadMs)
    }),
  )
}
