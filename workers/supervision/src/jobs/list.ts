import { listJobRuns } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'

const instant = z.int().nullable().meta({ description: 'epoch milliseconds, UTC' })

const jobsSchema = z
  .object({
    jobs: z.array(
      z.object({
        name: z.string(),
        periodMinutes: z.int(),
        lastScheduledAt: instant,
        lastStartedAt: instant,
        lastFinishedAt: instant,
        lastOutcome: z.string().nullable(),
        lastLatenessMs: z.int().nullable(),
        lastDurationMs: z.int().nullable(),
        lastRows: z
          .int()
          .nullable()
          .meta({ description: '上次处理的行数 rows its last run did something about' }),
        stoppedSince: instant.meta({
          description:
            '已有两个周期未运行：首个错过的时间 has not run for two periods: the first instant it missed',
        }),
        runs: z.int(),
        failures: z.int(),
      }),
    ),
    runner: z.object({ stoppedSince: instant }).meta({
      description:
        '任务调度本身，各每分钟任务均未运行时 the runner itself, when none of the frequent jobs runs',
    }),
    outbox: z.object({ waiting: z.int(), dead: z.int(), oldestAt: instant }),
  })
  .meta({ id: 'Jobs' })

export const listJobs = endpoint(
  {
    method: 'get',
    path: '/v1/jobs',
    summary: { zh: '定时任务与待发消息', en: 'Scheduled jobs and the outbox' },
    tag: { zh: '定时任务', en: 'Jobs' },
    rights: [{ role: 'supervisor' }, { role: 'admin' }, { role: 'auditor' }],
    answer: {
      status: 200,
      description: { zh: '各任务上次运行与迟延', en: 'each job with its last run and how late it was' },
      schema: jobsSchema,
    },
    failures: [],
  },
  async ({ context }) => listJobRuns(context),
)
