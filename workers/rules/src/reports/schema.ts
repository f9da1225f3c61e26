import { civilDate, epochMs } from '@tongban/kernel/words'
import * as z from 'zod'

/** The report on a rule version. Findings and differences are given whole, as the analysis makes them. */
const counts = z.record(z.string(), z.int())

export const reportSchema = z
  .object({
    ruleId: z.string(),
    ruleHash: z.string(),
    against: z
      .object({ id: z.string(), version: z.int(), hash: z.string() })
      .nullable()
      .meta({ description: '与之比较的现行版本；首个版本为 null the version in force; null for the first' }),
    state: z.enum(['running', 'finished']),
    errors: z.int(),
    warnings: z.int(),
    lines: z.array(
      z.object({
        severity: z.enum(['error', 'warning', 'note']),
        kind: z.string(),
        table: z.string().nullable(),
        zh: z.string(),
        en: z.string(),
      }),
    ),
    analysis: z.array(z.record(z.string(), z.unknown())),
    difference: z.record(z.string(), z.unknown()).nullable(),
    totals: z.object({
      cases: z.int(),
      replayed: z.int(),
      erased: z.int(),
      alreadyDifferent: z.int(),
      different: z.int(),
      resultsOnly: z.int(),
      outcomes: z.record(z.string(), counts),
      rules: z.record(z.string(), z.object({ gained: z.int(), lost: z.int() })),
      notReproduced: z.array(z.string()),
    }),
    differences: z.array(
      z.object({
        id: z.string(),
        zh: z.string(),
        en: z.string(),
        cases: z.int().nullable(),
        explanation: z.object({ reason: z.string(), by: z.string(), at: epochMs }).nullable(),
      }),
    ),
    digest: z.string(),
    missing: z.array(z.object({ pointer: z.string(), zh: z.string(), en: z.string() })),
  })
  .meta({ id: 'Report' })

const side = z.object({
  outcome: z.string(),
  result: z.unknown(),
  rules: z.array(z.string()),
})

export const reportCasesSchema = z
  .object({
    page: z.int(),
    next: z.int().nullable(),
    cases: z.array(
      z.object({
        caseNumber: z.string(),
        receivedOn: civilDate,
        from: side,
        to: side,
        gained: z.array(z.string()),
        lost: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'ReportCases' })
