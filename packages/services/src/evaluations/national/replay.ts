import {
  dropUnmadeEvaluationReport,
  type EvaluationReportRow,
  exclusionReported,
  ratingReported,
  replayEvaluationReport,
  reviveEvaluationMessage,
  serviceReported,
  unmadeEvaluationReport,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { replayReport } from '../../reports/replay.ts'
import { ratingReports, reportStatements, serviceReports, setAsideReports } from './report.ts'

/** Has a report to the national platform of evaluations sent again. */
export const replayNational = (ctx: Context, id: string) =>
  replayReport(ctx, id, {
    unmade: unmadeEvaluationReport,
    drop: dropUnmadeEvaluationReport,
    replay: replayEvaluationReport,
    revive: reviveEvaluationMessage,
    remake: (row, now) => remake(ctx, row, now),
    notFound: { code: 'notFound', what: 'platformReport' },
  })

async function remake(ctx: Context, row: EvaluationReportRow, now: number) {
  const made = (await anew(ctx, row)).filter(({ record }) => record !== null)
  const [again] = made
  return again === undefined ? null : { id: again.id, statements: await reportStatements(ctx, made, now) }
}

async function anew(ctx: Context, { form, caseNumber, serviceNumber, seq }: EvaluationReportRow) {
  if (form === 'service') {
    const [services] = await ctx.database.read([serviceReported({ caseNumber, serviceNumber })])
    return serviceReports(ctx, services)
  }
  if (form === 'setAside') {
    const [exclusions] = await ctx.database.read([exclusionReported({ caseNumber, serviceNumber })])
    return setAsideReports(ctx, exclusions)
  }
  const [ratings] = await ctx.database.read([ratingReported({ caseNumber, serviceNumber, revision: seq })])
  return ratingReports(ctx, ratings, ctx.reportsToNational?.names ?? 'none')
}
