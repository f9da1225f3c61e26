import {
  endWatched,
  endWithdrawnWatches,
  putWatched,
  type Statement,
  withdrawCards,
  withdrawNotices,
} from '@tongban/store'
import {
  planStages,
  postOf,
  type ResolvedPolicy,
  type WatchedClock,
  type WatchedKind,
} from '@tongban/supervision'
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
  return put(rowsOf(ctx, clocks, now, asOf), now)
}

const put = (rows: string, now: number): readonly Statement[] => [
  withdrawNotices({ rows, now }),
  withdrawCards({ rows, now }),
  endWithdrawnWatches({ rows, now }),
  putWatched({ rows, now }),
]

/** A clock that was read as a row: its policy and its post stay, and the row was changed last at that instant. */
export type ReadClock = {
  readonly clock: WatchedClock
  readonly under: ResolvedPolicy
  readonly post: string
  readonly epoch: number
  readonly readAt: number
}

/** Clocks reckoned anew from their rows, where nothing has happened to them since; with the list the statements go by. */
export function watchAgain(
  ctx: Pick<Watching, 'clock' | 'calendar'>,
  read: readonly ReadClock[],
): { readonly statements: readonly Statement[]; readonly rows: string } {
  const now = ctx.clock.now()
  const rows = listed(
    read.map(({ clock, under, post, epoch, readAt }) => ({
      ...watchedRow(ctx, clock, now, under),
      post,
      epoch,
      readAt,
    })),
  )
  return { statements: put(rows, now), rows }
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

const rowsOf = (ctx: Watching, clocks: readonly WatchedClock[], now: number, asOf: number | null): string =>
  listed(clocks.map((clock) => ({ ...watchedRow(ctx, clock, now, underOf(ctx, clock)), asOf })))

function listed(rows: readonly object[]): string {
  if (rows.length > MOST) throw new Error(`more clocks than go into one statement: ${rows.length}`)
  return JSON.stringify(rows)
}

/** By the policy of the day it began, in the department where it did. */
const underOf = (ctx: Watching, clock: WatchedClock): ResolvedPolicy =>
  policyFor(ctx, { ...clock, department: clock.begunIn ?? clock.department })

/** As the statements read an element of their list. */
function watchedRow(
  ctx: Pick<Watching, 'calendar'>,
  clock: WatchedClock,
  now: number,
  { id, policy }: ResolvedPolicy,
) {
  const { overByCalendarOnly: _, begunIn: __, ...kept } = clock
  return {
    ...kept,
    post: postOf(policy, clock.step),
    policy: id,
    provisional: clock.provisional ? 1 : 0,
    stages: planStages(policy, clock, ctx.calendar),
    until: Math.min(now, clock.stoppedAt ?? now),
  }
}
