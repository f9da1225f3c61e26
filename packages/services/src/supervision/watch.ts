import {
  endWatched,
  endWithdrawnWatches,
  putWatched,
  type Statement,
  withdrawCards,
  withdrawNotices,
} from '@tongban/store'
import { planStages, postOf, type WatchedClock, type WatchedKind } from '@tongban/supervision'
import type { Context } from '../context.ts'
import { policyFor } from './held-policies.ts'

/**
 * Has clocks watched 监察: the statements that go into the batch of whatever began, moved, stopped or ended them. They hold
 * all stages that still come, by the policy in force on the day each clock began; where a day has moved, a new epoch is
 * opened and what is no longer true is withdrawn. Whatever has a due instant is watched through this and nothing else.
 */
export type Watching = Pick<Context, 'clock' | 'calendar' | 'policies'>

/** More than one subject ever has; a list goes in as one value. */
const MOST = 1_000

export function watch(
  ctx: Watching,
  clocks: readonly WatchedClock[],
  /** Of a case whose events are not written in the same batch: how many there were when its clocks were reckoned. */
  asOf: number | null = null,
): readonly Statement[] {
  if (clocks.length === 0) return []
  const now = ctx.clock.now()
  const rows = rowsOf(ctx, clocks, now, asOf)
  return [
    withdrawNotices({ rows, now }),
    withdrawCards({ rows, now }),
    endWithdrawnWatches({ rows, now }),
    putWatched({ rows, now }),
  ]
}

/** Of a subject that has only now come to be: nothing was said of it yet, and nothing is to be withdrawn. */
export function watchFirst(ctx: Watching, clocks: readonly WatchedClock[]): readonly Statement[] {
  if (clocks.length === 0) return []
  const now = ctx.clock.now()
  return [putWatched({ rows: rowsOf(ctx, clocks, now, null), now })]
}

/** What was owed has been given. What had become due before is still said: a breach is not hidden by what comes after it. */
export const endWatch = (
  { clock }: Pick<Context, 'clock'>,
  {
    kind,
    subject,
    keys,
  }: { readonly kind: WatchedKind; readonly subject: string; readonly keys: readonly string[] },
): Statement => endWatched({ kind, subject, keys: JSON.stringify(keys), at: clock.now() })

function rowsOf(ctx: Watching, clocks: readonly WatchedClock[], now: number, asOf: number | null): string {
  if (clocks.length > MOST) throw new Error(`more clocks than go into one statement: ${clocks.length}`)
  return JSON.stringify(clocks.map((clock) => ({ ...watchedRow(ctx, clock, now), asOf })))
}

/** As the statements read an element of their list. */
function watchedRow(ctx: Pick<Watching, 'calendar' | 'policies'>, clock: WatchedClock, now: number) {
  const { overByCalendarOnly: _, begunIn, ...kept } = clock
  const { id, policy } = policyFor(ctx, { ...clock, department: begunIn ?? clock.department })
  return {
    ...kept,
    post: postOf(policy, clock.step),
    policy: id,
    provisional: clock.provisional ? 1 : 0,
    stages: planStages(policy, clock, ctx.calendar),
    until: Math.min(now, clock.stoppedAt ?? now),
  }
}
