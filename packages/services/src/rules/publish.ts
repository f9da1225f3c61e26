import { civilDateAt } from '@tongban/calendar'
import {
  canonicalJson,
  type Failure,
  fail,
  holdsRole,
  type Json,
  type Official,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { type RuleEventRow, type RuleVersionRow, ruleVersionById, setRuleState } from '@tongban/store'
import type { Context } from '../context.ts'
import { appendRuleEvent, type RuleAct } from './log.ts'
import { judgeReport, missingIn } from './report/judge.ts'
import { baseIdOf, loadVersion } from './report/load.ts'
import { reportOn } from './report/make.ts'
import { isSamePerson } from './same-person.ts'
import { notPossible } from './states.ts'
import { type RuleSummary, summaryOf } from './view.ts'

/**
 * Publication by two people: one publisher submits a draft, another approves it. Neither the drafter nor the
 * submitter, nor whoever explained a difference, can be the one who approves, and no other role can do either. An
 * approval signs the report on the version and the explanations; without a whole report nothing is published.
 * Published versions are never changed; a later one takes their place from its date of effect.
 */

/** Submits a draft for approval, with its report. Rules that contradict themselves are for nobody to sign. */
export async function submitRules(ctx: Context, id: string): Promise<Result<RuleSummary, Failure>> {
  const found = await versionIn(ctx, id, 'draft')
  if (!found.ok) return found
  const { row, actor } = found.value
  const report = await reportOn(ctx, row, actor.subject)
  if (!report.ok) return report
  const { errors, digest } = report.value
  if (errors.length > 0) {
    return fail({
      code: 'rulesRefused',
      errors: errors.slice(0, MOST_ERRORS).map(({ zh, en }) => ({ pointer: '/dmn', zh, en })),
    })
  }
  const at = await loadVersion(ctx, id)
  if (at?.row.state !== 'draft') return fail({ code: 'stillRunning' })
  const next = { ...at.row, state: 'submitted', submittedBy: actor.subject }
  return move(ctx, actor, next, at.log, 'submitted', { reportDigest: digest })
}

/** Approves a submitted version; from its date of effect it decides, in every isolate with its next decision. */
export async function approveRules(ctx: Context, id: string): Promise<Result<RuleSummary, Failure>> {
  const found = await versionIn(ctx, id, 'submitted')
  if (!found.ok) return found
  const { row, actor } = found.value
  if ([row.draftedBy, row.submittedBy].some((other) => isSamePerson(actor.subject, other)))
    return fail({ code: 'secondPersonNeeded', step: 'approve' })
  const now = ctx.clock.now()
  // Whoever applied earlier today was promised the rules of that moment; the past is never given new rules.
  if (row.effectiveOn < civilDateAt(now)) return fail(notPossible('late'))
  const at = await loadVersion(ctx, id)
  if (at?.row.state !== 'submitted') return fail({ code: 'stillRunning' })
  if ((await sha256Hex(at.row.plan)) !== at.row.hash)
    throw new Error('the stored plan does not match its hash')
  const { report, progress } = at
  const judged =
    report === undefined || progress === undefined ? null : await judgeReport(at, report, progress)
  const missing = missingIn(judged)
  if (judged === null || missing.length > 0)
    return fail({ code: 'reportsIncomplete', errors: missing.slice(0, MOST_ERRORS) })
  const { digest, explanations } = judged
  if (explanations.some(({ by }) => isSamePerson(actor.subject, by)))
    return fail({ code: 'secondPersonNeeded', step: 'approve' })
  const next = { ...at.row, state: 'published', approvedBy: actor.subject, approvedAt: now }
  return move(ctx, actor, next, at.log, 'approved', {
    base: baseIdOf(at.base),
    reportDigest: digest,
    explanationsDigest: await sha256Hex(canonicalJson(explanations)),
  })
}

const MOST_ERRORS = 50

async function versionIn(
  ctx: Context,
  id: string,
  state: 'draft' | 'submitted',
): Promise<Result<{ readonly row: RuleVersionRow; readonly actor: Official }, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  const [[row]] = await ctx.database.read([ruleVersionById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'rules' })
  return row.state === state ? ok({ row, actor }) : fail(notPossible(row.state))
}

async function move(
  ctx: Context,
  actor: Official,
  row: RuleVersionRow,
  log: readonly RuleEventRow[],
  type: RuleAct,
  data: { readonly [key: string]: Json },
): Promise<Result<RuleSummary, Failure>> {
  const { id, itemCode, version, hash, state, submittedBy, approvedBy, approvedAt } = row
  const written = await ctx.database.write([
    setRuleState({ id, state, submittedBy, approvedBy, approvedAt }),
    await appendRuleEvent(log, {
      itemCode,
      ruleId: id,
      type,
      actorSubject: actor.subject,
      at: ctx.clock.now(),
      data: { version, hash, ...data },
    }),
  ])
  return written.ok ? ok(summaryOf(row)) : fail({ code: 'stillRunning' })
}
