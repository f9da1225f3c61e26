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
        runs: z.int(),
        failures: z.int(),
      }),
    ),
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
