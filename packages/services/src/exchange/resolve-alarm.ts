import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { fromBase64url, toBase64url } from '@tongban/privacy'
import { resolveAlarm } from '@tongban/store'
import type { Context } from '../context.ts'

/** An alarm that people have taken up is ended by whoever watches, with the reason; it comes again where its cause does. */
export type ResolvedAlarm = { readonly id: string; readonly resolvedAt: number }

export async function resolveExchangeAlarm(
  ctx: Context,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<ResolvedAlarm, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'supervisor')) return fail({ code: 'notAllowed', need: '监察员 supervisor' })
  const now = ctx.clock.now()
  const named = namedIn(id)
  if (named === null) return fail({ code: 'notFound', what: 'alarm' })
  const [[found]] = await ctx.database.read([resolveAlarm({ ...named, by: actor.subject, reason, now })])
  return found === undefined ? fail({ code: 'notFound', what: 'alarm' }) : ok({ id, resolvedAt: now })
}

/** What it is named by in addresses; kinds and partners hold no stroke, subjects may. */
export const alarmId = (kind: string, partner: string, subject: string): string =>
  toBase64url(new TextEncoder().encode(`${kind}/${partner}/${subject}`))

function namedIn(id: string) {
  const bytes = fromBase64url(id)
  const [, kind, partner, subject] =
    bytes === undefined ? [] : (/^(\w+)\/(\d{6})\/(.+)$/.exec(new TextDecoder().decode(bytes)) ?? [])
  return kind === undefined || partner === undefined || subject === undefined
    ? null
    : { kind, partner, subject }
}
