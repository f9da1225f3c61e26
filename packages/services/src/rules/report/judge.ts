import {
  type DifferenceReport,
  report as inWords,
  type Plan,
  type ReportLine,
  type TableReport,
} from '@tongban/decisions'
import { canonicalJson, type FieldError, type Json, sha256Hex } from '@tongban/kernel'
import type { RuleReportProgressRow, RuleReportRow } from '@tongban/store'
import { parsePlan } from '../plans.ts'
import { type Difference, differencesOf } from './differences.ts'
import { type Explanation, explanationsIn } from './explanations.ts'
import { definitionsOf, namesOf, type VersionAtHand } from './load.ts'
import { type Totals, totalsInWords } from './totals.ts'

/** A report as it is judged: findings and differences in words, and what is still missing. */
export type JudgedReport = {
  readonly plan: Plan
  readonly analysis: readonly TableReport[]
  readonly difference: DifferenceReport | null
  readonly totals: Totals
  readonly lines: readonly ReportLine[]
  readonly errors: readonly ReportLine[]
  readonly differences: readonly (Difference & { readonly explanation: Explanation | null })[]
  readonly isFinished: boolean
  /** Stands for all of it: what an approval signs. */
  readonly digest: string
  readonly explanations: readonly Explanation[]
}

export async function judgeReport(
  { row, log }: VersionAtHand,
  report: RuleReportRow,
  progress: RuleReportProgressRow,
): Promise<JudgedReport> {
  const plan = parsePlan(row.plan)
  const analysis = asAnalysis(report.analysis)
  const difference = asDifference(report.difference)
  const totals = asTotals(progress.totals)
  const definitions = definitionsOf(row)
  const names = namesOf(row)
  const explained = explanationsIn(log, { ruleId: row.id, baseId: report.baseId })
  const differences = differencesOf(plan, difference, totals, definitions, names).map((one) => ({
    ...one,
    explanation: explained.get(one.id) ?? null,
  }))
  const { lines } = inWords(plan, {
    analysis,
    ...(difference === null ? {} : { difference }),
    definitions,
    names,
  })
  const { ruleHash, baseHash } = report
  const { cursor, page, digest: cases } = progress
  const signed = { ruleHash, baseHash, analysis: report.analysis, difference: report.difference, page, cases }
  return {
    plan,
    analysis,
    difference,
    totals,
    lines: [...lines, ...totalsInWords(plan, totals)],
    errors: lines.filter(({ severity }) => severity === 'error'),
    differences,
    isFinished: cursor === null,
    digest: await sha256Hex(canonicalJson({ ...signed, totals: progress.totals })),
    explanations: differences.flatMap(({ explanation }) => (explanation === null ? [] : [explanation])),
  }
}

/** What stands between a report and publication, each as people act on it. */
export function missingIn(judged: JudgedReport | null): readonly FieldError[] {
  if (judged === null) return [NO_REPORT]
  return [
    ...judged.errors.map(({ zh, en }) => ({ pointer: '/report/analysis', zh, en })),
    ...(judged.isFinished ? [] : [NOT_FINISHED]),
    ...judged.differences.flatMap(({ id, zh, en, explanation }) =>
      explanation === null
        ? [
            {
              pointer: `/report/differences/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`,
              zh: `尚未说明理由：${zh}`,
              en: `Not explained yet: ${en}`,
            },
          ]
        : [],
    ),
  ]
}

const NO_REPORT: FieldError = {
  pointer: '/report',
  zh: '没有与现行规则相比的报告（或现行规则已变）。请先用 POST …/report 生成。',
  en: 'There is no report against the rules in force (or these have changed). Make one first: POST …/report.',
}
const NOT_FINISHED: FieldError = {
  pointer: '/report/replay',
  zh: '既往办件尚未全部重算。请再次调用 POST …/report 继续，或等待定时任务完成。',
  en: 'Not all past cases have been decided again. Go on with POST …/report, or wait for the job.',
}

/** Guarantee: the texts of a report are written by `makeReport` from the values of these very types. */
const asAnalysis = (text: string) => JSON.parse(text) as readonly TableReport[]
const asDifference = (text: string) => JSON.parse(text) as DifferenceReport | null
export const asTotals = (text: string) => JSON.parse(text) as Totals
/** Guarantee: findings, differences and totals are plain data. */
export const asText = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)) as Json)
