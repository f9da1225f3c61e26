import * as z from 'zod'
import { said as message } from './parse.ts'
import { civilDate, civilDateInput, epochMs } from './words.ts'

/** Schemas that the contracts of dated policies share, published by two people. */

/** As far as civil days are reckoned here. */
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2199-12-31'] as const
export const reckonedDay = civilDateInput.refine((text) => text >= FIRST_DAY && text <= LAST_DAY, {
  error: message(`应在 ${FIRST_DAY} 至 ${LAST_DAY} 之间。`, `Must lie between ${FIRST_DAY} and ${LAST_DAY}.`),
})

const policyId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, { error: message('应为政策编号。', 'Must be the id of a policy.') })
export const policyParams = z.strictObject({ id: policyId })

/** When a policy that is proposed is to hold, and what it follows. */
export const policyDates = {
  fromOn: reckonedDay,
  untilOn: reckonedDay.nullable().default(null),
  replaces: policyId.nullable().default(null).meta({
    description: '由本政策接替的政策，至前一日止 the policy this one follows, which ends the day before',
  }),
}
/** Where a policy that was proposed stands. */
export const policyStanding = {
  id: z.string(),
  fromOn: civilDate,
  untilOn: civilDate.nullable(),
  state: z.string().meta({ description: 'proposed, published, declined, replaced' }),
  replaces: z.string().nullable(),
  proposedAt: epochMs,
  settledAt: epochMs.nullable().meta({ description: '公布或者退回的时间 when it was published or declined' }),
  mine: z.boolean().meta({ description: '本人提出，须由他人公布 proposed by oneself: another publishes it' }),
}
/** Which of them a list shows. */
export const policyPageQuery = {
  state: z.enum(['proposed', 'published', 'declined', 'replaced']).optional(),
  asOf: civilDateInput
    .optional()
    .meta({ description: '当日执行的已公布政策 published and in force on this day' }),
  cursor: z.string().max(160).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
}
