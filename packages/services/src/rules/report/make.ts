import { analyse, difference } from '@tongban/decisions'
import { type Failure, fail, GENESIS, linkHash, ok, type Result } from '@tongban/kernel'
import { encryptField } from '@tongban/privacy'
import {
  insertRuleReport,
  insertRuleReportPage,
  type RuleReportProgressRow,
  type RuleVersionRow,
} from '@tongban/store'
import { flipsPlace } from '../../cases/place.ts'
import type { Context } from '../../context.ts'
import { parsePlan } from '../plans.ts'
import { asText, asTotals, type JudgedReport, judgeReport } from './judge.ts'
import { baseIdOf, definitionsOf, loadVersion, type VersionAtHand } from './load.ts'
import { FIRST_PAGE, pastPage } from './past-cases.ts'
import { addTotals, NOTHING, withoutValues } from './totals.ts'

/**
 * Makes the report that a rule version needs before it is published: its own gaps and contradictions, the difference to
 * the version it would replace, and past cases decided again. The first two at once; the cases in pages, a bounded
 * number each time, so that any number of them can be gone through.
 */
const PAGES_AT_ONCE = 5

/** The report against the rules in force now, made or gone on with; what it says so far. */
export async function reportOn(
  ctx: Context,
  row: RuleVersionRow,
  madeBy: string,
): Promise<Result<JudgedReport, Failure>> {
  const at = await loadVersion(ctx, row.id)
  if (at === undefined) return fail({ code: 'notFound', what: 'rules' })
  const begun = at.report === undefined ? await begin(ctx, at, madeBy) : at
  if (begun === undefined) return fail({ code: 'stillRunning' })
  const { report, progress } = begun
  if (report === undefined || progress === undefined)
    throw new Error('a report is kept without its first page')
  return ok(await judgeReport(begun, report, await decideOn(ctx, begun, progress)))
}

/** Goes on with the past cases of a version; null where there is nothing to go on with. */
export async function goOnWith(ctx: Context, row: RuleVersionRow): Promise<RuleReportProgressRow | null> {
  const at = await loadVersion(ctx, row.id)
  return at?.progress === undefined ? null : decideOn(ctx, at, at.progress)
}

async function begin(ctx: Context, at: VersionAtHand, madeBy: string): Promise<VersionAtHand | undefined> {
  const { row, base } = at
  const plan = parsePlan(row.plan)
  const options = { definitions: definitionsOf(row) }
  const report = {
    ruleId: row.id,
    baseId: baseIdOf(base),
    ruleHash: row.hash,
    baseHash: base?.hash ?? '',
    analysis: asText(analyse(plan, options)),
    difference: asText(base === undefined ? null : difference(parsePlan(base.plan), plan, options)),
    madeBy,
    madeAt: ctx.clock.now(),
  }
  const progress = {
    ruleId: row.id,
    baseId: report.baseId,
    page: 0,
    cursor: FIRST_PAGE,
    totals: asText(NOTHING),
    digest: GENESIS,
  }
  const written = await ctx.database.write([
    insertRuleReport(report),
    await pageStatement(ctx, progress, '[]'),
  ])
  return written.ok ? { ...at, report, progress } : undefined
}

/** The next pages. Another run at the same time adds the same page first; then this one ends where that one is. */
async function decideOn(
  ctx: Context,
  { row, base, versions }: VersionAtHand,
  progress: RuleReportProgressRow,
): Promise<RuleReportProgressRow> {
  const compared = {
    itemCode: row.itemCode,
    plan: parsePlan(row.plan),
    base: base === undefined ? null : { hash: base.hash, plan: parsePlan(base.plan) },
    versions,
  }
  let held = progress
  for (let pages = 0; pages < PAGES_AT_ONCE && held.cursor !== null; pages += 1) {
    const { totals, flips, cursor } = await pastPage(ctx, compared, held.cursor)
    // Nobody's values are kept: whoever reads the page is told them from the records that still are.
    const flipsText = asText(flips.map(withoutValues))
    const next = {
      ruleId: held.ruleId,
      baseId: held.baseId,
      page: held.page + 1,
      cursor,
      totals: asText(addTotals(asTotals(held.totals), totals)),
      digest: await linkHash(held.digest, flipsText),
    }
    const written = await ctx.database.write([await pageStatement(ctx, next, flipsText)])
    if (!written.ok) return held
    held = next
  }
  return held
}

async function pageStatement(ctx: Context, progress: RuleReportProgressRow, flips: string) {
  const { ruleId, baseId, page } = progress
  return insertRuleReportPage({
    ...progress,
    flipsEnc: await encryptField(ctx.keys, flipsPlace(ruleId, baseId, page), flips, ctx.ids.random(12)),
    at: ctx.clock.now(),
  })
}
