/**
 * The report that goes with a rule version: every finding as sentences that read well aloud, with table, rows, witness
 * and what to do. Nothing found is said too. Whoever signs a version signs this.
 */
import type { Plan } from '../plan/plan.ts'
import type { FactDefinition } from '../second-approval/fact.ts'
import type { DifferenceReport } from './difference-report.ts'
import { differenceLines } from './difference-words.ts'
import type { TableReport } from './finding.ts'
import { tableLines } from './finding-words.ts'
import type { ShadowReport } from './shadow.ts'
import { shadowLines } from './shadow-words.ts'
import type { Names, ReportLine, Words } from './words.ts'

export type ReportParts = {
  readonly analysis?: readonly TableReport[]
  readonly difference?: DifferenceReport
  readonly shadow?: ShadowReport
  readonly definitions?: readonly FactDefinition[]
  /** What the item calls its parameters, by path, and its results, by name. */
  readonly names?: Names
}
export type PublicationReport = {
  readonly title: Words
  readonly lines: readonly ReportLine[]
  readonly errors: number
  readonly warnings: number
}

export function report(plan: Plan, parts: ReportParts): PublicationReport {
  const { analysis, difference, shadow, definitions = [], names = {} } = parts
  const lines = [
    ...(analysis ?? []).flatMap((table) => tableLines(table, definitions)),
    ...(difference === undefined ? [] : differenceLines(difference, definitions, names)),
    ...(shadow === undefined ? [] : shadowLines(shadow)),
  ]
  return {
    title: {
      zh: `“${plan.name}”规则发布前检查报告`,
      en: `Report on the rules “${plan.name}” before publication`,
    },
    lines,
    errors: lines.filter(({ severity }) => severity === 'error').length,
    warnings: lines.filter(({ severity }) => severity === 'warning').length,
  }
}
