import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { settleTemplate, type TemplateRow, templateById } from '@tongban/store'
import { isTemplateKey, templateErrors } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { notPossible } from '../words.ts'
import { dayErrors, NEED_SUPERVISOR } from './propose.ts'
import { linesIn } from './stored.ts'
import { type TemplateView, templateView } from './view.ts'

/** A second supervisor publishes a proposed text before its first day, or declines it. */
export const publishTemplateOf = (ctx: Context, id: string): Promise<Result<TemplateView, Failure>> =>
  settle(ctx, id, 'published')
export const declineTemplateOf = (ctx: Context, id: string): Promise<Result<TemplateView, Failure>> =>
  settle(ctx, id, 'declined')

async function settle(
  ctx: Context,
  id: string,
  state: 'published' | 'declined',
): Promise<Result<TemplateView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return fail({ code: 'notAllowed', need: NEED_SUPERVISOR })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const [[row]] = await ctx.database.read([templateById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'template' })
  if (row.proposedBy === me) return fail({ code: 'secondPersonNeeded', step: 'publishTemplate' })
  if (row.state === state) return ok(templateView(row, me))
  if (row.state !== 'proposed') return fail(templateIs(row.state))
  const errors = state === 'published' ? errorsNow(ctx, row) : []
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const [, [now]] = await ctx.database.read([
    settleTemplate({ id, state, by: me, at: ctx.clock.now() }),
    templateById({ id }),
  ])
  if (now?.state !== state) return fail(templateIs(now?.state ?? row.state))
  return ok(templateView(now, me))
}

/** Its first day may have come since; another version of the program may know other fields. */
const errorsNow = (ctx: Context, { template, title, lines, fromOn }: TemplateRow) =>
  isTemplateKey(template)
    ? [...templateErrors(template, { title, lines: linesIn(lines) }), ...dayErrors(ctx, fromOn)]
    : dayErrors(ctx, fromOn)

const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  published: { zh: '已公布', en: 'published' },
  declined: { zh: '已退回', en: 'declined' },
}
const templateIs = (state: string): Failure =>
  notPossible({ zh: '该文书模板', en: 'template' }, state, STATES[state] ?? { zh: state, en: state }, [])
