import {
  dropUnmadeReport,
  eventsOfCases,
  replaySuperiorReport,
  reviveSuperiorMessage,
  type SuperiorReportRow,
  unmadeSuperiorReport,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { replayReport } from '../reports/replay.ts'
import { reportsOf, statementsOf } from './report-cases.ts'

/** Has a report to the superior platform sent again. */
export const replaySuperior = (ctx: Context, id: string) =>
  replayReport(ctx, id, {
    unmade: unmadeSuperiorReport,
    drop: dropUnmadeReport,
    replay: replaySuperiorReport,
    revive: reviveSuperiorMessage,
    remake: (row, now) => remake(ctx, row, now),
    notFound: { code: 'notFound', what: 'platformReport' },
  })

async function remake(ctx: Context, { caseNumber, form, seq }: SuperiorReportRow, now: number) {
  const [events] = await ctx.database.read([
    eventsOfCases({
      numbers: JSON.stringify([caseNumber]),
      afterCase: caseNumber,
      afterSeq: seq - 1,
      limit: 1,
    }),
  ])
  const made = (await reportsOf(ctx, events)).filter((each) => each.form === form && each.record !== null)
  const [again] = made
  return again === undefined ? null : { id: again.id, statements: await statementsOf(ctx, made, now) }
}
