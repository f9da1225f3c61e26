import { claimOf, findItemVersion } from '@tongban/catalogue'
import type { EvaluationReport } from '@tongban/evaluations'
import {
  exclusionsWrittenAfter,
  insertEvaluationMessages,
  insertEvaluationReports,
  type RatedCaseRow,
  ratingsWrittenAfter,
  servicesWrittenAfter,
  type WrittenExclusionRow,
  type WrittenRatingRow,
  type WrittenServiceRow,
} from '@tongban/store'
import type { Application } from '../../applications/body.ts'
import { attemptEach } from '../../cases/each-case.ts'
import { openApplicationOf } from '../../cases/open-application.ts'
import type { Context } from '../../context.ts'
import { makeReports, reportMessages, reportRows } from '../../reports/make.ts'
import { ratingText } from '../ratings/text.ts'
import { NATIONAL_KIND } from './kind.ts'
import type { NationalNames, NationalReport } from './national.ts'
import { namedAs, type RatedItem, ratingRecord, type Said, serviceRecord, setAsideRecord } from './record.ts'

/**
 * Makes the reports to the national platform of evaluations from the rows of services, ratings and what was set aside of them: each once. Of a partner's
 * service neither is reported here, since that region does; default ratings are read by nothing. A region without the
 * platform makes none, and says so.
 */
const VERSION = '1'

export async function reportEvaluations(ctx: Context): Promise<EvaluationReport> {
  const reports = ctx.reportsToNational
  if (reports === null) return { outcome: 'no national platform (TONGBAN_NATIONAL_EVALUATION_URL)', rows: 0 }
  const services = await makeReports(ctx, {
    name: 'national/services',
    version: VERSION,
    rowsAfter: servicesWrittenAfter,
    make: async (rows, now) => written(ctx, await serviceReports(ctx, rows), now),
  })
  const ratings = await makeReports(ctx, {
    name: 'national/ratings',
    version: VERSION,
    rowsAfter: ratingsWrittenAfter,
    make: async (rows, now) => written(ctx, await ratingReports(ctx, rows, reports.names), now),
  })
  // After the ratings: what is taken back was told before.
  const setAside = await makeReports(ctx, {
    name: 'national/exclusions',
    version: VERSION,
    rowsAfter: exclusionsWrittenAfter,
    make: async (rows, now) => written(ctx, await setAsideReports(ctx, rows), now),
  })
  return {
    outcome: `services: ${services.outcome}; ratings: ${ratings.outcome}; set aside: ${setAside.outcome}`,
    rows: services.made + ratings.made + setAside.made,
  }
}

/** `record` is null where the case cannot be read: the row says so in place of a message. */
export type MadeReport = Omit<NationalReport, 'record'> & {
  readonly department: string
  readonly record: NationalReport['record'] | null
}

const written = async (ctx: Context, reports: readonly MadeReport[], now: number) => ({
  made: reports.length,
  statements: await reportStatements(ctx, reports, now),
})

export async function reportStatements(ctx: Context, reports: readonly MadeReport[], now: number) {
  if (reports.length === 0) return []
  const columnsOf = ({ form, serviceNumber, seq, department }: MadeReport) => ({
    form,
    serviceNumber,
    seq,
    department,
  })
  const payloadOf = ({ department: _, ...report }: MadeReport) => report
  return [
    insertEvaluationReports({ rows: reportRows(reports, columnsOf, now) }),
    insertEvaluationMessages({ rows: await reportMessages(ctx, NATIONAL_KIND, reports, payloadOf, now) }),
  ]
}

export const serviceReports = (ctx: Context, rows: readonly WrittenServiceRow[]) =>
  made(
    ctx,
    rows.filter(({ region }) => region === null),
    async (row, item) => ({
      form: 'service',
      seq: 1,
      department: row.departmentCode,
      record: async () => serviceRecord(ctx, row, item, await applicationOf(ctx, row)),
    }),
  )

export const ratingReports = (ctx: Context, rows: readonly WrittenRatingRow[], names: NationalNames) =>
  made(
    ctx,
    rows.filter(({ region }) => region === ''),
    async (row, item) => ({
      form: 'rating',
      seq: row.revision,
      department: row.department,
      record: async () => ratingRecord(ctx, row, item, await saidIn(ctx, row, names)),
    }),
  )

export const setAsideReports = (ctx: Context, rows: readonly WrittenExclusionRow[]) =>
  made(
    ctx,
    rows.filter(({ region }) => region === ''),
    async (row, item) => ({
      form: 'setAside',
      seq: 1,
      department: row.department,
      record: async () => setAsideRecord(ctx, row, item),
    }),
  )

type Making = Pick<MadeReport, 'form' | 'seq' | 'department'> & {
  readonly record: () => Promise<NationalReport['record']>
}

/** None for an item that this version of the program no longer knows. */
async function made<Row extends RatedCaseRow & { readonly serviceNumber: number }>(
  ctx: Context,
  rows: readonly Row[],
  makingOf: (row: Row, item: RatedItem) => Promise<Making>,
): Promise<readonly MadeReport[]> {
  const reports: MadeReport[] = []
  for (const row of rows) {
    const item = ratedItem(ctx, row)
    if (item === null) continue
    const { record: recordOf, ...making } = await makingOf(row, item)
    let record: MadeReport['record'] = null
    // One that somebody has changed in the database keeps no other waiting; the log names it.
    await attemptEach(ctx, [row], async () => {
      record = await recordOf()
      return true
    })
    const { caseNumber, serviceNumber } = row
    reports.push({
      id: ctx.ids.uuid(),
      region: ctx.region.code,
      caseNumber,
      serviceNumber,
      ...making,
      record,
    })
  }
  return reports
}

function ratedItem({ region }: Pick<Context, 'region'>, row: RatedCaseRow): RatedItem | null {
  const item = findItemVersion(row.itemCode, Number(row.itemVersion))
  if (!item.ok) return null
  const claim = claimOf(region, item.value)
  return claim.ok ? { item: item.value, claim: claim.value } : null
}

/** Null where it was erased. */
const applicationOf = (
  ctx: Pick<Context, 'keys'>,
  { caseNumber, applicationEnc, applicationDigest }: RatedCaseRow,
): Promise<Application | null> =>
  applicationEnc === ''
    ? Promise.resolve(null)
    : openApplicationOf(ctx, caseNumber, applicationEnc, applicationDigest)

/** The words, and who rated: only of a real-name rating that the person whose matter it is gave by their own sign-in. */
async function saidIn(ctx: Context, row: WrittenRatingRow, names: NationalNames): Promise<Said> {
  const text = await ratingText(ctx, row)
  if (row.anonymous === 1 || names === 'none' || row.evaluator === null || row.evaluator !== row.applicant)
    return { text, evaluator: null }
  const application = await applicationOf(ctx, row)
  return { text, evaluator: application === null ? null : namedAs(names, application.applicant) }
}
