import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, holdsRole, type Official, ok, type Result } from '@tongban/kernel'
import { type RuleVersionRow, ruleEventsOfItem, ruleVersionById, setRuleState } from '@tongban/store'
import type { Context } from '../context.ts'
import { appendRuleEvent } from './log.ts'
import { type RuleSummary, summaryOf } from './view.ts'

/**
 * Publication by two people: one publisher submits a draft, another approves it. Neither the drafter nor the
 * submitter can be the one who approves, and no other role can do either. Published versions are never changed;
 * a later one takes their place from its date of effect.
 */

/** Submits a draft for approval. */
export function submitRules(ctx: Context, id: string): Promise<Result<RuleSummary, Failure>> {
  return move(ctx, id, 'draft', (row, actor) => ({ ...row, state: 'submitted', submittedBy: actor.subject }))
}

/** Approves a submitted version; from its date of effect it decides, in every isolate with its next decision. */
export function approveRules(ctx: Context, id: string): Promise<Result<RuleSummary, Failure>> {
  return move(ctx, id, 'submitted', (row, actor) => {
    if (isSame(actor.subject, row.draftedBy) || isSame(actor.subject, row.submittedBy))
      return { code: 'secondPersonNeeded', step: 'approve' }
    const now = ctx.clock.now()
    // Whoever applied earlier today was promised the rules of that moment; the past is never given new rules.
    if (row.effectiveOn < civilDateAt(now)) return notPossible('late')
    return { ...row, state: 'published', approvedBy: actor.subject, approvedAt: now }
  })
}

/** Two spellings of one account are one person. */
const isSame = (subject: string, other: string | null) =>
  other !== null && subject.trim().toLowerCase() === other.trim().toLowerCase()

const ACT = { submitted: 'submitted', published: 'approved' } as const

async function move(
  ctx: Context,
  id: string,
  from: 'draft' | 'submitted',
  step: (row: RuleVersionRow, actor: Official) => RuleVersionRow | Failure,
): Promise<Result<RuleSummary, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  const [[row]] = await ctx.database.read([ruleVersionById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'rules' })
  if (row.state !== from) return fail(notPossible(row.state))
  const next = step(row, actor)
  if ('code' in next) return fail(next)
  // Read with the log it is appended to: whoever moved the version meanwhile is in both, or the log's key decides.
  const [log, [held]] = await ctx.database.read([
    ruleEventsOfItem({ itemCode: row.itemCode }),
    ruleVersionById({ id }),
  ])
  if (held?.state !== from) return fail({ code: 'stillRunning' })
  const type = next.state === 'published' ? ACT.published : ACT.submitted
  const { state, submittedBy, approvedBy, approvedAt } = next
  const written = await ctx.database.write([
    setRuleState({ id, state, submittedBy, approvedBy, approvedAt }),
    await appendRuleEvent(log, {
      itemCode: row.itemCode,
      ruleId: id,
      type,
      actorSubject: actor.subject,
      at: ctx.clock.now(),
      data: { version: row.version, hash: row.hash },
    }),
  ])
  return written.ok ? ok(summaryOf(next)) : fail({ code: 'stillRunning' })
}

/** What a publisher can do with a version, by where it stands. */
const STATES = {
  draft: { zh: '草案', en: 'draft', possible: [{ action: 'submit', zh: '提交审批', en: 'submit' }] },
  submitted: {
    zh: '待审批',
    en: 'submitted',
    possible: [{ action: 'approve', zh: '由另一人审批', en: 'approval by another' }],
  },
  published: { zh: '已公布', en: 'published', possible: [] },
  late: {
    zh: '已过生效日而未审批',
    en: 'past its date of effect without approval',
    possible: [{ action: 'draft', zh: '以新的生效日重新起草', en: 'draft anew with a later date of effect' }],
  },
} as const satisfies Record<
  string,
  {
    readonly zh: string
    readonly en: string
    readonly possible: readonly { readonly action: string; readonly zh: string; readonly en: string }[]
  }
>
type VersionState = keyof typeof STATES

/** Guarantee: a version's state is written by drafting, submitting and approving alone. */
const asVersionState = (state: string) => state as VersionState

function notPossible(state: string): Failure {
  const { possible, ...name } = STATES[asVersionState(state)]
  return {
    code: 'stepNotPossible',
    state,
    possible: possible.map(({ action }) => action),
    words: { what: { zh: '规则版本', en: 'rule version' }, state: name, possible },
  }
}
