import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, holdsRole, type Json, type Official, ok, type Result } from '@tongban/kernel'
import {
  type ItemSwitchRow,
  itemSwitchBeside,
  type RuleEventRow,
  type RuleSummaryRow,
  ruleEventsBeside,
  ruleVersionsBeside,
  setItemSwitch,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { appendRuleEvent, type RuleAct } from './log.ts'
import { isSamePerson } from './same-person.ts'

/**
 * The stop switch 停用开关 of an item's automatic decisions: any publisher or supervisor throws it at once. It is
 * opened again by two publishers: one proposes with a reason, another confirms, who neither threw the switch nor
 * drafted the version in force. While it is thrown every application goes to a person.
 */
export type SwitchView = {
  readonly itemCode: string
  readonly stopped: boolean
  readonly reason: string
  readonly by: string
  readonly at: number
  /** Who proposes to resume; null while nobody does, and once it is done. */
  readonly proposal: { readonly by: string; readonly at: number; readonly reason: string } | null
}

type Input = { readonly reason: string }

export async function stopRules(
  ctx: Context,
  id: string,
  { reason }: Input,
): Promise<Result<SwitchView, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher', 'supervisor')) {
    return fail({ code: 'notAllowed', need: '规则发布人 publisher、监察员 supervisor' })
  }
  const found = await loadSwitch(ctx, id)
  if (!found.ok) return found
  const { itemCode, held, log } = found.value
  // Stopped again while somebody proposes to resume: that is an objection, and the proposal falls.
  if (held?.stopped === 1 && proposalIn(log) === null) return ok(viewOf(held, null))
  const row = { itemCode, stopped: 1, reason, bySubject: actor.subject, at: ctx.clock.now() }
  const written = await ctx.database.write([
    setItemSwitch(row),
    await act(ctx, actor, found.value, 'stopped', { reason }),
  ])
  return written.ok ? ok(viewOf(row, null)) : fail({ code: 'stillRunning' })
}

/** The first call proposes; the second, by another publisher, resumes. */
export async function resumeRules(
  ctx: Context,
  id: string,
  { reason }: Input,
): Promise<Result<SwitchView, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  const found = await loadSwitch(ctx, id)
  if (!found.ok) return found
  const { itemCode, held, log, versions } = found.value
  if (held === undefined) return fail(NOT_STOPPED)
  if (held.stopped === 0) return ok(viewOf(held, null))
  const proposal = proposalIn(log)
  if (proposal === null) {
    const event = await act(ctx, actor, found.value, 'resumeProposed', { reason })
    const written = await ctx.database.write([event])
    const proposed = { by: actor.subject, at: ctx.clock.now(), reason }
    return written.ok ? ok(viewOf(held, proposed)) : fail({ code: 'stillRunning' })
  }
  const drafter = inForceOn(versions, civilDateAt(ctx.clock.now()))?.draftedBy
  if ([proposal.by, held.bySubject, drafter].some((other) => isSamePerson(actor.subject, other)))
    return fail({ code: 'secondPersonNeeded', step: 'resume' })
  const row = { itemCode, stopped: 0, reason, bySubject: actor.subject, at: ctx.clock.now() }
  const written = await ctx.database.write([
    setItemSwitch(row),
    await act(ctx, actor, found.value, 'resumed', { reason, proposedBy: proposal.by }),
  ])
  return written.ok ? ok(viewOf(row, null)) : fail({ code: 'stillRunning' })
}

type Found = {
  readonly id: string
  readonly itemCode: string
  readonly held: ItemSwitchRow | undefined
  readonly log: readonly RuleEventRow[]
  readonly versions: readonly RuleSummaryRow[]
}

async function loadSwitch(ctx: Context, id: string): Promise<Result<Found, Failure>> {
  const [[held], log, versions] = await ctx.database.read([
    itemSwitchBeside({ id }),
    ruleEventsBeside({ id }),
    ruleVersionsBeside({ id }),
  ])
  const [version] = versions
  return version === undefined
    ? fail({ code: 'notFound', what: 'rules' })
    : ok({ id, itemCode: version.itemCode, held, log, versions })
}

const act = (
  ctx: Context,
  actor: Official,
  { id: ruleId, itemCode, log }: Found,
  type: RuleAct,
  data: { readonly [key: string]: Json },
) => appendRuleEvent(log, { itemCode, ruleId, type, actorSubject: actor.subject, at: ctx.clock.now(), data })

/** What somebody has proposed since the switch was thrown last. */
function proposalIn(log: readonly RuleEventRow[]): SwitchView['proposal'] {
  const last = log.findLast(({ type }) => SWITCHING.includes(type))
  if (last?.type !== 'resumeProposed') return null
  const { actorSubject: by, at, data } = last
  return { by, at, reason: reasonOf(data) }
}
const SWITCHING = ['stopped', 'resumeProposed', 'resumed']

/** Guarantee: the data of a proposal is written by `resumeRules` above, with its reason. */
const reasonOf = (data: string) => (JSON.parse(data) as Input).reason

function inForceOn(versions: readonly RuleSummaryRow[], on: string): RuleSummaryRow | undefined {
  const [first] = versions
    .filter(({ state, effectiveOn }) => state === 'published' && effectiveOn <= on)
    .toSorted(
      (left, right) => right.effectiveOn.localeCompare(left.effectiveOn) || right.version - left.version,
    )
  return first
}

const NOT_STOPPED: Failure = {
  code: 'stepNotPossible',
  state: 'running',
  possible: ['stop'],
  words: {
    what: { zh: '本事项的自动审批', en: 'automatic decision of this item' },
    state: { zh: '运行中', en: 'running' },
    possible: [{ zh: '停用', en: 'stop' }],
  },
}

/** The switch as it stands; null where it has never been thrown. */
export const switchOf = (held: ItemSwitchRow | undefined, log: readonly RuleEventRow[]): SwitchView | null =>
  held === undefined ? null : viewOf(held, held.stopped === 1 ? proposalIn(log) : null)

const viewOf = (
  { itemCode, stopped, reason, bySubject, at }: ItemSwitchRow,
  proposal: SwitchView['proposal'],
): SwitchView => ({ itemCode, stopped: stopped === 1, reason, by: bySubject, at, proposal })
