import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  type ItemSwitchRow,
  itemSwitch,
  ruleEventsOfItem,
  ruleVersionById,
  setItemSwitch,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { appendRuleEvent } from './log.ts'

/**
 * The stop switch 停用开关 of an item's automatic decisions: any publisher or supervisor throws it at once; only a
 * publisher other than the one who threw it opens it again. While it is thrown every application goes to a person.
 */
export type SwitchView = {
  readonly itemCode: string
  readonly stopped: boolean
  readonly reason: string
  readonly by: string
  readonly at: number
}

type Input = { readonly reason: string }

export async function stopRules(
  ctx: Context,
  id: string,
  input: Input,
): Promise<Result<SwitchView, Failure>> {
  if (!holdsRole(ctx.actor, 'publisher', 'supervisor')) {
    return fail({ code: 'notAllowed', need: '规则发布人 publisher、监察员 supervisor' })
  }
  return turn(ctx, id, input, true, () => null)
}

export async function resumeRules(
  ctx: Context,
  id: string,
  input: Input,
): Promise<Result<SwitchView, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  return turn(ctx, id, input, false, (held) =>
    held.bySubject === actor.subject ? { code: 'secondPersonNeeded', step: 'resume' } : null,
  )
}

async function turn(
  ctx: Context,
  id: string,
  { reason }: Input,
  stop: boolean,
  refusal: (held: ItemSwitchRow) => Failure | null,
): Promise<Result<SwitchView, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'official') return fail({ code: 'notAllowed', need: 'publisher' })
  const [[version]] = await ctx.database.read([ruleVersionById({ id })])
  if (version === undefined) return fail({ code: 'notFound', what: 'rules' })
  const { itemCode } = version
  const [[held], log] = await ctx.database.read([itemSwitch({ itemCode }), ruleEventsOfItem({ itemCode })])
  const isStopped = held?.stopped === 1
  if (held !== undefined && isStopped === stop) return ok(viewOf(held))
  if (!stop && held === undefined) {
    return fail(NOT_STOPPED)
  }
  const refused = held === undefined ? null : refusal(held)
  if (refused !== null) return fail(refused)
  const row = { itemCode, stopped: stop ? 1 : 0, reason, bySubject: actor.subject, at: ctx.clock.now() }
  const written = await ctx.database.write([
    setItemSwitch(row),
    await appendRuleEvent(log, {
      itemCode,
      ruleId: id,
      type: stop ? 'stopped' : 'resumed',
      actorSubject: actor.subject,
      at: row.at,
      data: { reason },
    }),
  ])
  return written.ok ? ok(viewOf(row)) : fail({ code: 'stillRunning' })
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

const viewOf = ({ itemCode, stopped, reason, bySubject, at }: ItemSwitchRow): SwitchView => ({
  itemCode,
  stopped: stopped === 1,
  reason,
  by: bySubject,
  at,
})
