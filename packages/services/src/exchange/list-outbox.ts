import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  OUT_MESSAGES,
  type OutMessageRow,
  partnerByRegion,
  replayOutMessage,
  replayOutMessages,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'
import { endAlarms } from './alarms.ts'
import { sendTo } from './send.ts'

/** What has not reached its partner: waiting, or a dead letter 死信 that an operator sends again. Codes only, no content. */
export type OutboxQuery = {
  readonly state: 'waiting' | 'dead'
  readonly cursor?: string | undefined
  readonly limit: number
}
export type OutboxPage = { readonly messages: readonly OutMessageRow[]; readonly cursor: string | null }

const PLACE = /^(\d{1,16})\.([\w-]{1,64})$/

export async function listExchangeOutbox(
  ctx: Context,
  { state, cursor, limit }: OutboxQuery,
): Promise<Result<OutboxPage, Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'supervisor', 'auditor'))
    return fail({ code: 'notAllowed', need: '系统管理员 admin、监察员 supervisor、审计员 auditor' })
  const asked = `exchangeOutbox|${state}`
  const opened = cursor === undefined ? ok('0.-') : await openPlace(ctx.keys, cursor, asked)
  if (!opened.ok) return opened
  const [, at = '0', id = ''] = PLACE.exec(opened.value) ?? []
  const [rows] = await ctx.database.read([
    OUT_MESSAGES[state]({ at: Number(at), id: id === '-' ? '' : id, limit: limit + 1 }),
  ])
  const messages = rows.slice(0, limit)
  const last = rows.length > limit ? messages.at(-1) : undefined
  const next = last === undefined ? null : await sealPlace(ctx.keys, `${last.createdAt}.${last.id}`, asked)
  return ok({ messages, cursor: next })
}

/** A dead letter is sent again at once, and its time to arrive begins anew. */
export async function replayDeadLetter(
  ctx: Context,
  id: string,
): Promise<Result<{ readonly id: string; readonly partner: string; readonly caseNumber: string }, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'admin', 'supervisor')) return NOT_ALLOWED
  const now = ctx.clock.now()
  const [[revived]] = await ctx.database.read([replayOutMessage({ id, now })])
  if (revived === undefined) return fail({ code: 'notFound', what: 'deadLetter' })
  const { partner, caseNumber } = revived
  const by = { by: actor.subject, now }
  await ctx.database.write([
    endAlarms('deadLetter', partner, [id], by),
    endAlarms('refused', partner, [id], by),
  ])
  if (ctx.exchange !== null) ctx.after(sendTo(ctx, [partner]))
  return ok({ id, partner, caseNumber })
}

const NOT_ALLOWED = fail({ code: 'notAllowed', need: '系统管理员 admin、监察员 supervisor' } as const)

/** One call revives no more than these; the answer says whether more are left. */
const AT_ONCE = 1000

export type Replayed = { readonly partner: string; readonly replayed: number; readonly more: boolean }

/** All dead letters of a partner at once, such as after it was suspended there by mistake. */
export async function replayDeadLetters(ctx: Context, partner: string): Promise<Result<Replayed, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'admin', 'supervisor')) return NOT_ALLOWED
  const now = ctx.clock.now()
  const [[row], revived] = await ctx.database.read([
    partnerByRegion({ region: partner }),
    replayOutMessages({ partner, limit: AT_ONCE, now }),
  ])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  if (revived.length === 0) return ok({ partner, replayed: 0, more: false })
  const ids = revived.map(({ id }) => id)
  const by = { by: actor.subject, now }
  await ctx.database.write([
    endAlarms('deadLetter', partner, ids, by),
    endAlarms('refused', partner, ids, by),
  ])
  if (ctx.exchange !== null) ctx.after(sendTo(ctx, [partner]))
  return ok({ partner, replayed: ids.length, more: ids.length === AT_ONCE })
}
