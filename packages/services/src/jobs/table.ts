import { forgetIdempotencyKeys } from '@tongban/store'
import type { Context } from '../context.ts'
import { rotatePage } from '../keys/rotate.ts'
import { drainDue } from '../outbox/drain.ts'

/**
 * The scheduled jobs. A new job is one line here and its service. `periodMinutes` and `offsetMinutes` place the
 * job on the clock (UTC); a run that was missed is made up by the next cron, once, and its lateness is recorded.
 */
export type Job = {
  readonly periodMinutes: number
  readonly offsetMinutes: number
  /** Longer than the job can run: after it another run may take over. */
  readonly leaseMs: number
  /** Does the work from `cursor` on and answers where the next run goes on, and one line for the job list. */
  readonly run: (
    ctx: Context,
    cursor: string | null,
  ) => Promise<{ readonly cursor: string | null; readonly outcome: string }>
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
/** A client may retry a create request for a week. */
const IDEMPOTENCY_DAYS = 7
const ROTATION_PAGES = 20

export const JOBS = {
  drainOutbox: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    async run(ctx) {
      const { delivered, waiting, dead } = await drainDue(ctx)
      return { cursor: null, outcome: `delivered ${delivered}, waiting ${waiting}, dead ${dead}` }
    },
  },
  rotateFieldKeys: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    async run(ctx, from) {
      let cursor = from
      let rotated = 0
      const unreadable: string[] = []
      for (let page = 0; page < ROTATION_PAGES; page += 1) {
        const step = await rotatePage(ctx, cursor)
        cursor = step.cursor
        rotated += step.rotated
        unreadable.push(...step.unreadable)
        if (step.done)
          return { cursor, outcome: rotationOutcome(rotated, unreadable, 'all under the current key') }
      }
      return { cursor, outcome: rotationOutcome(rotated, unreadable, 'more to come') }
    },
  },
  forgetIdempotencyKeys: {
    periodMinutes: DAY_MINUTES,
    offsetMinutes: 19 * 60,
    leaseMs: 2 * MINUTE_MS,
    async run(ctx) {
      const before = ctx.clock.now() - IDEMPOTENCY_DAYS * DAY_MINUTES * MINUTE_MS
      await ctx.database.write([forgetIdempotencyKeys({ before })])
      return { cursor: null, outcome: `forgotten before ${new Date(before).toISOString()}` }
    },
  },
} as const satisfies Record<string, Job>

function rotationOutcome(rotated: number, unreadable: readonly string[], state: string): string {
  const left =
    unreadable.length === 0
      ? ''
      : ` but ${unreadable.length} unreadable: ${unreadable.slice(0, 3).join('; ')}`
  return `rotated ${rotated}, ${state}${left}`
}
