import type { EvaluationReport } from '@tongban/evaluations'
import { forgetIdempotencyKeys } from '@tongban/store'
import type { JobReport } from '@tongban/supervision'
import { auditAtWork } from '../audits/at-work.ts'
import { watchCalendar } from '../calendars/missing.ts'
import { recomputeAtWork, sweepAtWork } from '../clocks/at-work.ts'
import type { Context } from '../context.ts'
import { keeperOf } from '../evidence/keeper.ts'
import { forgetUploads } from '../files/forget.ts'
import { rotateFieldKeys } from '../keys/rotate.ts'
import { issueOwed } from '../licences/owed.ts'
import { drainDue } from '../outbox/drain-due.ts'
import { archiveCases } from '../retention/archive-cases.ts'
import { fileClosedCases } from '../retention/file-closed.ts'
import { fileEndedLicences } from '../retention/file-licences.ts'
import { forgetCounts } from '../retention/forget-counts.ts'
import { reportsAtWork } from '../rules/report/at-work.ts'
import { watchOlderCases } from '../supervision/watch-older.ts'
import { watchJobs } from './watch.ts'

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
  ) => Promise<{
    readonly cursor: string | null
    readonly outcome: string
    /** How many rows it did something about, where it counts them. */
    readonly rows?: number
  }>
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
/** A client may retry a create request for a week. */
const IDEMPOTENCY_DAYS = 7
const NO_EXCHANGE = 'no exchange'
const NO_OVERSIGHT = 'no supervision desk'
const NO_EVALUATIONS = 'no evaluations'

/** As a job of the supervision desk reports. */
const reported = (report: JobReport | undefined) =>
  report === undefined
    ? { cursor: null, outcome: NO_OVERSIGHT }
    : { cursor: null, outcome: report.outcome, rows: report.rows }

const evaluated = (report: EvaluationReport | undefined) =>
  report === undefined
    ? { cursor: null, outcome: NO_EVALUATIONS }
    : { cursor: null, outcome: report.outcome, rows: report.rows }

export const JOBS = {
  // Before all others: what stood still is seen before it runs again.
  watchJobs: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: (ctx): ReturnType<Job['run']> => watchJobs(ctx, JOBS),
  },
  drainOutbox: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    async run(ctx) {
      const { delivered, waiting, dead } = await drainDue(ctx)
      return {
        cursor: null,
        outcome: `delivered ${delivered}, waiting ${waiting}, dead ${dead}`,
        rows: delivered,
      }
    },
  },
  rotateFieldKeys: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: rotateFieldKeys,
  },
  sweepClocks: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: sweepAtWork,
  },
  // After the clocks: what silence has granted a minute ago has its licence now.
  issueOwedLicences: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    async run(ctx) {
      const { issued, failed, more } = await issueOwed(ctx)
      const rest = `${failed === 0 ? '' : `, ${failed} cannot be issued now`}${more ? ', more to come' : ''}`
      return { cursor: null, outcome: `issued ${issued}${rest}`, rows: issued }
    },
  },
  recomputeDeadlines: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: recomputeAtWork,
  },
  // Soon after midnight in Shanghai.
  watchCalendar: {
    periodMinutes: DAY_MINUTES,
    offsetMinutes: 16 * 60 + 5,
    leaseMs: 2 * MINUTE_MS,
    run: watchCalendar,
  },
  drawAudits: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: auditAtWork,
  },
  decidePastCases: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: reportsAtWork,
  },
  // The exchange does its work itself: it alone has the keys. A region that exchanges nothing has no such binding.
  carryMessages: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 3 * MINUTE_MS,
    run: async ({ exchangeJobs }) => ({
      cursor: null,
      outcome: (await exchangeJobs?.carry()) ?? NO_EXCHANGE,
    }),
  },
  compareHeads: {
    periodMinutes: DAY_MINUTES,
    offsetMinutes: 18 * 60,
    leaseMs: 30 * MINUTE_MS,
    run: async ({ exchangeJobs }) => ({
      cursor: null,
      outcome: (await exchangeJobs?.compareHeads()) ?? NO_EXCHANGE,
    }),
  },
  forgetNonces: {
    periodMinutes: 60,
    offsetMinutes: 50,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ exchangeJobs }) => ({
      cursor: null,
      outcome: (await exchangeJobs?.forget()) ?? NO_EXCHANGE,
    }),
  },
  // Supervision does its work itself, in the Worker of its desk.
  sweepStages: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }) => reported(await oversight?.sweepStages()),
  },
  lapseCards: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }) => reported(await oversight?.lapseCards()),
  },
  // Once, after an upgrade: cases that nobody watched yet.
  watchOlderCases: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: watchOlderCases,
  },
  findMatters: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }, cursor) =>
      (await oversight?.findMatters(cursor)) ?? { cursor, outcome: NO_OVERSIGHT },
  },
  // After the sweep: what it has caught up with is told in one message a receiver.
  deliverNotices: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }) => ({
      cursor: null,
      outcome: (await oversight?.deliverNotices()) ?? NO_OVERSIGHT,
    }),
  },
  sendMessages: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }) => reported(await oversight?.sendMessages()),
  },
  rollUp: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }) => ({ cursor: null, outcome: (await oversight?.rollUp()) ?? NO_OVERSIGHT }),
  },
  reportCases: {
    periodMinutes: 1,
    offsetMinutes: 0,
    leaseMs: 2 * MINUTE_MS,
    run: async ({ oversight }) => ({
      cursor: null,
      outcome: (await oversight?.reportCases()) ?? NO_OVERSIGHT,
    }),
  },
  // The evaluations do their work themselves, in their own Worker.
  rollUpEvaluations: {
    periodMinutes: 5,
    offsetMinutes: 3,
    leaseMs: 4 * MINUTE_MS,
    run: async ({ evaluations }) => evaluated(await evaluations?.rollUpEvaluations()),
  },
  detectFabrication: {
    periodMinutes: 10,
    offsetMinutes: 4,
    leaseMs: 5 * MINUTE_MS,
    run: async ({ evaluations }, cursor) =>
      (await evaluations?.detectFabrication(cursor)) ?? { cursor, outcome: NO_EVALUATIONS },
  },
  expireInvitations: {
    periodMinutes: 60,
    offsetMinutes: 5,
    leaseMs: 5 * MINUTE_MS,
    run: async ({ evaluations }, cursor) =>
      (await evaluations?.expireInvitations(cursor)) ?? { cursor, outcome: NO_EVALUATIONS },
  },
  reportEvaluations: {
    periodMinutes: 5,
    offsetMinutes: 2,
    leaseMs: 4 * MINUTE_MS,
    run: async ({ evaluations }) => evaluated(await evaluations?.reportEvaluations()),
  },
  // A day is over at 16:00 UTC, and the month's bulletin is drafted from its first working day on.
  draftBulletins: {
    periodMinutes: 15,
    offsetMinutes: 10,
    leaseMs: 5 * MINUTE_MS,
    run: async ({ oversight }) => ({
      cursor: null,
      outcome: (await oversight?.draftBulletins()) ?? NO_OVERSIGHT,
    }),
  },
  // A day is over at 16:00 UTC; asked again each quarter of an hour, so that a long or missed day is made up soon.
  sealDays: {
    periodMinutes: 15,
    offsetMinutes: 5,
    leaseMs: 10 * MINUTE_MS,
    run: async (ctx) => ({ cursor: null, outcome: await keeperOf(ctx).sealDays() }),
  },
  forgetUploads: {
    periodMinutes: 60,
    offsetMinutes: 20,
    leaseMs: 5 * MINUTE_MS,
    async run(ctx) {
      const { forgotten, more } = await forgetUploads(ctx)
      return {
        cursor: null,
        outcome: `forgot ${forgotten} ${forgotten === 1 ? 'upload' : 'uploads'}${more ? ', more to come' : ''}`,
        rows: forgotten,
      }
    },
  },
  fileClosedCases: {
    periodMinutes: 15,
    offsetMinutes: 10,
    leaseMs: 5 * MINUTE_MS,
    run: fileClosedCases,
  },
  fileEndedLicences: {
    periodMinutes: 15,
    offsetMinutes: 10,
    leaseMs: 5 * MINUTE_MS,
    run: fileEndedLicences,
  },
  archiveCases: {
    periodMinutes: 60,
    offsetMinutes: 20,
    leaseMs: 10 * MINUTE_MS,
    run: async (ctx) => ({ cursor: null, outcome: await archiveCases(ctx) }),
  },
  eraseCases: {
    periodMinutes: 60,
    offsetMinutes: 40,
    leaseMs: 10 * MINUTE_MS,
    run: async (ctx) => ({ cursor: null, outcome: await keeperOf(ctx).eraseCases() }),
  },
  forgetIdempotencyKeys: {
    periodMinutes: DAY_MINUTES,
    offsetMinutes: 19 * 60,
    leaseMs: 2 * MINUTE_MS,
    async run(ctx) {
      const before = ctx.clock.now() - IDEMPOTENCY_DAYS * DAY_MINUTES * MINUTE_MS
      await ctx.database.write([forgetIdempotencyKeys({ before })])
      await forgetCounts(ctx)
      return { cursor: null, outcome: `forgotten before ${new Date(before).toISOString()}` }
    },
  },
} as const satisfies Record<string, Job>
