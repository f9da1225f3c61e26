import type { Flip } from '@tongban/decisions'
import { type Failure, type FieldError, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import { ruleReportPage, ruleVersionById } from '@tongban/store'
import { flipsPlace } from '../../cases/place.ts'
import type { Context } from '../../context.ts'
import { mayReadDrafts, RULE_READERS_NEEDED } from '../readers.ts'
import { type JudgedReport, judgeReport, missingIn } from './judge.ts'
import { loadVersion, type VersionAtHand } from './load.ts'
import { reportOn } from './make.ts'

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

/** The past cases that would come out differently, a page of the report at a time. */
export async function readReportCases(
  ctx: Context,
  id: string,
  page: number,
): Promise<Result<CasesView, Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const found = await reportAtHand(ctx, id)
  if (!found.ok) return found
  const { report, progress } = found.value
  const { ruleId, baseId } = report
  const [[row]] = await ctx.database.read([ruleReportPage({ ruleId, baseId, page })])
  if (row === undefined) return fail({ code: 'notFound', what: 'report' })
  const opened = await decryptField(ctx.keys, flipsPlace(ruleId, baseId, page), row.flipsEnc)
  if (!opened.ok) throw new Error(`cases of a report cannot be read: ${opened.failure.reason}`)
  return ok({
    page,
    next: page < progress.page ? page + 1 : null,
    cases: asFlips(opened.value).map(({ id: caseNumber, group: _, ...flip }) => ({ caseNumber, ...flip })),
  })
}

/** Guarantee: the text of a page was written by `makeReport` from its flips. */
const asFlips = (text: string) => JSON.parse(text) as readonly Flip[]

export async function reportAtHand(ctx: Context, id: string) {
  const [[row]] = await ctx.database.read([ruleVersionById({ id })])
  const at = row === undefined ? undefined : await loadVersion(ctx, row)
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
