import { civilDate, civilDateAt } from '@tongban/calendar'
import { type Failure, type FieldError, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { insertTemplate, type TemplateRow, templateById } from '@tongban/store'
import { type TemplateKey, templateErrors } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { type TemplateView, templateView } from './view.ts'

/**
 * Proposes a text of the region's own for a kind of notice or card, from a day to come on. A text that names a field its kind
 * does not know is refused, so that nothing incomplete is ever written by it.
 */
export type TemplateInput = {
  readonly template: TemplateKey
  readonly fromOn: string
  readonly title: string
  readonly lines: readonly string[]
}

export const NEED_SUPERVISOR = '监察员 supervisor'

export async function proposeTemplate(
  ctx: Context,
  input: TemplateInput,
  clientKey: string,
): Promise<Result<TemplateView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return fail({ code: 'notAllowed', need: NEED_SUPERVISOR })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const { template, fromOn, title, lines } = input
  const row: TemplateRow = {
    id: await blindIndex(ctx.keys, 'supervisionTemplate', `${me}|${clientKey}`),
    template,
    fromOn,
    title,
    lines: JSON.stringify(lines),
    state: 'proposed',
    proposedBy: me,
    proposedAt: ctx.clock.now(),
    settledBy: null,
    settledAt: null,
  }
  const [[before]] = await ctx.database.read([templateById({ id: row.id })])
  if (before !== undefined)
    return SAME.every((field) => before[field] === row[field])
      ? ok(templateView(before, me))
      : fail({ code: 'idempotencyKeyReused' })
  const errors = [...templateErrors(template, input), ...dayErrors(ctx, fromOn)]
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const written = await ctx.database.write([insertTemplate(row)])
  return written.ok ? ok(templateView(row, me)) : fail({ code: 'stillRunning' })
}

const SAME = ['template', 'fromOn', 'title', 'lines'] as const

/** For days to come only: by which text a document of a day was written is never another afterwards. */
export function dayErrors({ clock }: Pick<Context, 'clock'>, fromOn: string): readonly FieldError[] {
  const on = civilDate(fromOn)
  return on !== undefined && on > civilDateAt(clock.now())
    ? []
    : [
        {
          pointer: '/fromOn',
          zh: '启用日应在今日之后。',
          en: 'The first day has to come after today.',
        },
      ]
}
