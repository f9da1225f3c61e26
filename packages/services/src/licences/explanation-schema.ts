import { epochMs, saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** How a licence stands and why, as a case and the licence itself answer it. */
export const groundSchema = saidSchema.extend({ basis: saidSchema })
export const causeSchema = z.object({
  licence: z.string(),
  department: z.string(),
  departmentName: saidSchema,
})
export const explanationSchema = z.object({
  since: epochMs,
  act: z.string().nullable(),
  actName: saidSchema.nullable(),
  ground: groundSchema.nullable(),
  orderNumber: z.string().nullable(),
  because: causeSchema.nullable().meta({ description: '因哪一证照注销而一并注销 the licence it fell with' }),
  next: saidSchema.meta({ description: '现在能做什么 what it means, and what can be done' }),
  remedies: saidSchema.nullable().meta({ description: '救济途径 where to turn against the act' }),
})
