import * as z from 'zod'
import { civilDate, epochMs, said } from '../words.ts'

const row = said.extend({ rule: z.string(), situation: said, basis: z.string() })

/** A decision of another region: its reasons as it has given them. */
const elsewhereSchema = z
  .object({
    caseNumber: z.string(),
    decidedBy: said.extend({ region: z.string() }),
    outcome: said.extend({ code: z.string() }),
    decidedOn: civilDate,
    automatic: z.boolean(),
    rules: z.string().nullable(),
    reasons: z.array(
      z.object({
        zh: z.string(),
        en: z.string().nullable(),
        basis: z.string(),
        cure: z.object({ zh: z.string(), en: z.string().nullable() }).nullable(),
      }),
    ),
    next: z.array(said),
  })
  .meta({ id: 'ExplanationElsewhere' })

/** An automatic decision explained: every part in words, Chinese first. */
const ownSchema = z
  .object({
    caseNumber: z.string(),
    outcome: said.extend({ code: z.string() }),
    receivedOn: civilDate,
    decidedAt: epochMs,
    rules: z.object({ id: z.string(), version: z.int(), hash: z.string(), effectiveOn: civilDate }),
    facts: z.array(
      said.extend({
        name: z.string(),
        value: said,
        status: said.extend({ code: z.string() }),
        source: z.string(),
        sourceName: said,
        sourceAt: epochMs.nullable(),
        fetchedAt: epochMs,
      }),
    ),
    held: z.array(
      said.extend({
        rule: z.string(),
        route: z.string(),
        code: z.string().nullable(),
        basis: z.string(),
        cure: said.nullable(),
        dates: z.record(z.string(), z.string()),
      }),
    ),
    notHeld: z.array(row),
    unsure: z.array(row),
    result: z.record(z.string(), z.unknown()).nullable(),
    granted: said.nullable(),
    wouldHaveChanged: said.nullable(),
    next: z.array(said),
    replays: z.boolean(),
  })
  .meta({ id: 'Explanation' })

export const explanationSchema = z.union([ownSchema, elsewhereSchema])
