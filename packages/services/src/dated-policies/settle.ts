import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import type { Statement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'

/**
 * What publishing and declining a proposed policy have in common, whatever it is about: the second person, and where the
 * proposal stands.
 */
export const POLICY_MAKERS = '监察员 supervisor、系统管理员 admin'

export type PolicyFile<Row, View> = {
  readonly what: { readonly zh: string; readonly en: string }
  readonly byId: (value: { readonly id: string }) => Statement<Row>
  readonly view: (row: Row, me: string) => View
}
type ProposedRow = { readonly id: string; readonly state: string; readonly proposedBy: string }
export type Settled = 'published' | 'declined'
export type Proposal<Row> = { readonly row: Row; readonly me: string }

/** The proposal for a second person; one that was settled this way before is answered as it is. */
export async function proposalFor<Row extends ProposedRow, View>(
  ctx: Context,
  file: PolicyFile<Row, View>,
  id: string,
  settled: Settled,
): Promise<Result<Proposal<Row> & { readonly done: View | null }, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'admin')) return fail({ code: 'notAllowed', need: POLICY_MAKERS })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const [[row]] = await ctx.database.read([file.byId({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'policy' })
  if (row.proposedBy === me) return fail({ code: 'secondPersonNeeded', step: 'publishPolicy' })
  if (row.state === settled) return ok({ row, me, done: file.view(row, me) })
  return row.state === 'proposed' ? ok({ row, me, done: null }) : fail(policyIs(file.what, row.state))
}

/** As it stands after `statements`; somebody else may have come first. */
export async function settleBy<Row extends ProposedRow, View>(
  ctx: Context,
  file: PolicyFile<Row, View>,
  { row, me }: Proposal<Row>,
  settled: Settled,
  statements: readonly Statement<unknown>[],
): Promise<Result<View, Failure>> {
  const written = await ctx.database.write(statements)
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  const [[now]] = await ctx.database.read([file.byId({ id: row.id })])
  if (now?.state === settled) return ok(file.view(now, me))
  return now === undefined || now.state === 'proposed'
    ? fail({ code: 'stillRunning' })
    : fail(policyIs(file.what, now.state))
}

const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  published: { zh: '已公布', en: 'published' },
  declined: { zh: '已退回', en: 'declined' },
  replaced: { zh: '未执行即被接替', en: 'replaced before it began' },
}

const policyIs = (what: { readonly zh: string; readonly en: string }, state: string): Failure => ({
  code: 'stepNotPossible',
  state,
  possible: [],
  words: {
    what: { zh: `该${what.zh}`, en: what.en },
    state: STATES[state] ?? { zh: state, en: state },
    possible: [],
    instead: { zh: '需要变更的，请另行提出。', en: 'Propose another where it has to change.' },
  },
})
