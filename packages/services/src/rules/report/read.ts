import type { Flip } from '@tongban/decisions'
import { type Failure, type FieldError, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import { ruleVersionById } from '@tongban/store'
import { flipsPlace } from '../../cases/place.ts'
import type { Context } from '../../context.ts'
import { parsePlan } from '../plans.ts'
import { mayReadDrafts, RULE_READERS_NEEDED } from '../readers.ts'
import { type JudgedReport, judgeReport, missingIn } from './judge.ts'
import { loadVersion, loadVersionAndPage, type VersionAtHand } from './load.ts'
import { reportOn } from './make.ts'
import { pastPage } from './past-cases.ts'
import { withoutValues } from './totals.ts'

/** The report on a rule version, as publishers read it and as whoever approves it signs it. */
export type ReportView = Omit<JudgedReport, 'plan' | 'errors' | 'isFinished' | 'explanations'> & {
  readonly ruleId: string
  readonly ruleHash: string
  readonly against: { readonly id: string; readonly version: number; readonly hash: string } | null
  readonly state: 'running' | 'finished'
  readonly errors: number
  readonly warnings: number
  /** What still stands between the version and its publication. */
  readonly missing: readonly FieldError[]
}

export async function readReport(ctx: Context, id: string): Promise<Result<ReportView, Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const found = await reportAtHand(ctx, id)
  if (!found.ok) return found
  const { at, judged } = found.value
  return ok(viewOf(at, judged))
}

/** Makes the report against the rules in force, or goes on with it. */
export async function makeReport(ctx: Context, id: string): Promise<Result<ReportView, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  const [[row]] = await ctx.database.read([ruleVersionById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'rules' })
  if (row.state !== 'published') {
    const made = await reportOn(ctx, row, actor.subject)
    if (!made.ok) return made
  }
  return readReport(ctx, id)
}

export type CasesView = {
  readonly page: number
  /** The next page; null after the last so far. */
  readonly next: number | null
  readonly cases: readonly (Omit<Flip, 'id' | 'group'> & { readonly caseNumber: string })[]
}

/**
 * The past cases that would come out differently, a page of the report at a time. What is granted by either side is decided
 * again for whoever asks for it; without it the page is what the report keeps.
 */
export async function readReportCases(
  ctx: Context,
  id: string,
  page: number,
  hasResults: boolean,
): Promise<Result<CasesView, Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const { at, shown, before } = await loadVersionAndPage(ctx, id, page)
  if (at === undefined) return fail({ code: 'notFound', what: 'rules' })
  if (at.report === undefined || at.progress === undefined || shown === undefined)
    return fail({ code: 'notFound', what: 'report' })
  const { report, progress } = at
  const { ruleId, baseId } = report
  const opened = await decryptField(ctx.keys, flipsPlace(ruleId, baseId, page), shown.flipsEnc)
  if (!opened.ok) throw new Error(`cases of a report cannot be read: ${opened.failure.reason}`)
  const stored = asFlips(opened.value).map(withoutValues)
  const isDecidedNow = hasResults && stored.length > 0
  const values = isDecidedNow && before?.cursor ? await decidedNow(ctx, at, before.cursor) : []
  return ok({
    page,
    next: page < progress.page ? page + 1 : null,
    cases: stored.map((flip) => {
      const { id: caseNumber, group: _, ...shown } = values.find((now) => isSame(now, flip)) ?? flip
      return { caseNumber, ...shown }
    }),
  })
}

/** The cases of the page with their values, by the records as they are now: of an erased case there is none. */
async function decidedNow(
  ctx: Context,
  { row, versions, report }: VersionAtHand,
  cursor: string,
): Promise<readonly Flip[]> {
  const [[base]] = await ctx.database.read([ruleVersionById({ id: report?.baseId ?? '' })])
  const compared = {
    itemCode: row.itemCode,
    plan: parsePlan(row.plan),
    base: base === undefined ? null : { hash: base.hash, plan: parsePlan(base.plan) },
    versions,
  }
  return (await pastPage(ctx, compared, cursor)).flips
}

/** The same case with the same change: what is shown beside the report is what the report counts. */
const isSame = (now: Flip, then: Flip) =>
  now.id === then.id && now.from.outcome === then.from.outcome && now.to.outcome === then.to.outcome

/** Guarantee: the text of a page was written by `makeReport` from its flips. */
const asFlips = (text: string) => JSON.parse(text) as readonly Flip[]

export async function reportAtHand(ctx: Context, id: string) {
  const at = await loadVersion(ctx, id)
  if (at === undefined) return fail({ code: 'notFound', what: 'rules' } as const)
  const { report, progress } = at
  if (report === undefined || progress === undefined)
    return fail({ code: 'notFound', what: 'report' } as const)
  return ok({ at, report, progress, judged: await judgeReport(at, report, progress) })
}

export function viewOf({ row, report, versions }: VersionAtHand, judged: JudgedReport): ReportView {
  const { plan: _plan, errors, isFinished, explanations: _explanations, ...shown } = judged
  const base = versions.find(({ id }) => id === report?.baseId)
  return {
    ...shown,
    ruleId: row.id,
    ruleHash: row.hash,
    against: base === undefined ? null : { id: base.id, version: base.version, hash: base.hash },
    state: isFinished ? 'finished' : 'running',
    errors: errors.length,
    warnings: judged.lines.filter(({ severity }) => severity === 'warning').length,
    missing: row.state === 'published' ? [] : missingIn(judged),
  }
}
