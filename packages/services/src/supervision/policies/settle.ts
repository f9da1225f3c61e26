import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type PolicyRow, policyById } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { POLICY_MAKERS } from './propose.ts'
import { type PolicyView, policyView } from './view.ts'

/** What publishing and declining have in common: the second person, and where a proposal stands. */
export type Proposal = { readonly row: PolicyRow; readonly me: string }

/** The proposal for a second person; one that was settled this way before is answered as it is. */
export async function proposalFor(
  ctx: Context,
  id: string,
  settled: 'published' | 'declined',
): Promise<Result<Proposal & { readonly done: PolicyView | null }, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'admin')) return fail({ code: 'notAllowed', need: POLICY_MAKERS })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const [[row]] = await ctx.database.read([policyById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'policy' })
  if (row.proposedBy === me) return fail({ code: 'secondPersonNeeded', step: 'publishPolicy' })
  if (row.state === settled) return ok({ row, me, done: policyView(row, me) })
  return row.state === 'proposed' ? ok({ row, me, done: null }) : fail(policyIs(row.state))
}

/** As it stands afterwards; somebody else may have come first. */
export async function settledView(
  ctx: Context,
  { row, me }: Proposal,
  settled: 'published' | 'declined',
): Promise<Result<PolicyView, Failure>> {
  const [[now]] = await ctx.database.read([policyById({ id: row.id })])
  if (now?.state === settled) return ok(policyView(now, me))
  return now === undefined || now.state === 'proposed'
    ? fail({ code: 'stillRunning' })
    : fail(policyIs(now.state))
}

const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  published: { zh: '已公布', en: 'published' },
  declined: { zh: '已退回', en: 'declined' },
  replaced: { zh: '未执行即被接替', en: 'replaced before it began' },
}

const policyIs = (state: string): Failure => ({
  code: 'stepNotPossible',
  state,
  possible: [],
  words: {
    what: { zh: '该督办政策', en: 'policy of supervision' },
    state: STATES[state] ?? { zh: state, en: state },
    possible: [],
    instead: { zh: '需要变更的，请另行提出。', en: 'Propose another where it has to change.' },
  },
})
