import { setTimeout as wait } from 'node:timers/promises'
import { reachedAhead } from '../region/clock-file.ts'
import type { Places } from '../region/places.ts'
import { isStartScript, starterServing } from '../region/process-file.ts'
import { Trouble } from '../say.ts'

/**
 * Waits until the regions that run have begun anew with another time. While they do they have no process of their own on
 * record; the script that serves them is looked at instead, since without it nobody will ever follow.
 */
const FOLLOWED_MS = 180_000
const LOOK_MS = 200

type Followed = { readonly places: Places; readonly starter: number }

/** Those of these regions that run. */
export async function runningOf(all: readonly Places[]): Promise<readonly Followed[]> {
  const running: Followed[] = []
  for (const places of all) {
    const starter = await starterServing(places)
    if (starter !== undefined) running.push({ places, starter })
  }
  return running
}

export async function untilFollowed(aheadMs: number, running: readonly Followed[]): Promise<void> {
  const until = Date.now() + FOLLOWED_MS
  const isBehind = ({ places }: Followed) => reachedAhead(places) !== aheadMs
  for (let behind = running.filter(isBehind); behind.length > 0; behind = behind.filter(isBehind)) {
    // Looked at before the clock is: it may have followed and been stopped since.
    const gone = behind.filter(({ starter }) => !isStartScript(starter)).filter(isBehind)
    if (gone.length > 0) throw ENDED
    if (Date.now() > until) throw NOT_FOLLOWED
    await wait(LOOK_MS)
  }
}

const ENDED = new Trouble(
  'npm start 已经结束，地区没有在运行。新的时间已经记下，下次 npm start 时生效；结束的原因见 npm start 的窗口。',
  'npm start has ended, and the region does not run. The new time is written down and holds with the next npm start; see its window for why it ended.',
)
const NOT_FOLLOWED = new Trouble(
  '地区未能按新的时间启动。请查看 npm start 的窗口。',
  'The regions have not followed. See the window of npm start.',
)
