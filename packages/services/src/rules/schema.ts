import { civilDate, epochMs, saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** What a region sets, in words beside the name that is written in a draft. */
export const namedParameterSchema = z
  .object({ key: z.string(), name: saidSchema, value: saidSchema })
  .meta({ id: 'RuleParameter' })

/** A rule version as it is answered: to publishers by one Worker, to everybody once it is published by another. */
export const ruleSummarySchema = z
  .object({
    id: z.string(),
    itemCode: z.string(),
    version: z.int(),
    state: z.string(),
    effectiveOn: civilDate,
    hash: z.string(),
    note: z.string(),
    draftedBy: z.string(),
    submittedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    draftedAt: epochMs,
    approvedAt: epochMs.nullable(),
  })
  .meta({ id: 'RuleSummary' })

const column = z.object({ label: z.string(), text: z.string(), type: z.string() })
const table = z.object({
  name: z.string(),
  hitPolicy: z.string(),
  zh: z.string(),
  en: z.string(),
  inputs: z.array(column),
  outputs: z.array(column),
  annotations: z.array(z.string()),
  rows: z.array(
    z.object({
      rule: z.string(),
      inputs: z.array(z.string()),
      outputs: z.array(z.string()),
      notes: z.array(z.string()),
      description: z.string().nullable(),
    }),
  ),
  otherwise: z.array(z.string()).nullable(),
})

export const ruleVersionSchema = ruleSummarySchema
  .extend({
    tables: z.array(table),
    expressions: z.array(z.object({ name: z.string(), label: z.string(), text: z.string() })),
    parameters: z.record(z.string(), z.unknown()),
    stopped: z.boolean(),
  })
  .meta({ id: 'RuleVersion' })
