import { civilDate, epochMs, saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** A watched clock as one row of a list, as it goes out; several Workers show it. */
const named = saidSchema.extend({ code: z.string() })
const days = z.int().nullable()

export const clockRowSchema = z
  .object({
    kind: named,
    subject: z.string().meta({ description: '办件编号、通知书文号等 case number, number of a notice …' }),
    key: z.string(),
    epoch: z.int().meta({ description: '期限变动一次加一 one more each time the day has moved' }),
    step: named,
    basis: named,
    law: z.string(),
    scope: z.string().meta({ description: 'whole, stage 环节' }),
    item: named.nullable(),
    department: z.string(),
    departmentName: saidSchema,
    post: z.string().meta({ description: '责任岗位 post in charge' }),
    assigned: z.object({ name: z.string().nullable(), me: z.boolean() }).nullable(),
    fromOn: civilDate,
    length: z.object({ value: z.int(), unit: z.string().meta({ description: 'workday, day, hour' }) }),
    dueOn: civilDate,
    dueAt: epochMs,
    provisional: z.boolean().meta({
      description: '涉及尚未公布日历的年份，可能变动，不亮红牌 may still move, draws no red card',
    }),
    status: z.string(),
    stoppedAt: epochMs.nullable(),
    leftWorkdays: days,
    overdueWorkdays: days,
    next: saidSchema.extend({ stage: z.string(), at: epochMs }).nullable(),
    policy: z.string(),
    lastNotice: saidSchema
      .extend({
        id: z.uuid(),
        stage: z.string(),
        number: z.string().nullable(),
        writtenAt: epochMs,
        state: named,
      })
      .nullable()
      .meta({ description: '最近一份未撤回的文书 the last notice that was not withdrawn' }),
    card: named
      .extend({ id: z.uuid(), state: named })
      .nullable()
      .meta({ description: '拟发或者成立的最重的牌 the gravest card that is proposed or stands' }),
  })
  .meta({ id: 'WatchedClock' })
