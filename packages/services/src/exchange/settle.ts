import { addWorkdays, civilDateAt } from '@tongban/calendar'
import { giveUpAt, isDead, retryAt } from '@tongban/exchange'
import type { CivilDate, Ids, Json } from '@tongban/kernel'
import { type ExchangeMessageRow, type Statement, settleDead, settleWaiting } from '@tongban/store'
import type { Context } from '../context.ts'
import { raiseAlarmsOf } from './alarms.ts'

/** What becomes of messages that were not receipted: they wait for another time, or people have to see to them. */
export type Waiting = Pick<
  ExchangeMessageRow,
  'id' | 'caseNumber' | 'seq' | 'type' | 'digest' | 'body' | 'attempts' | 'createdAt' | 'replayedAt'
>
type InHand = { readonly partner: string; readonly holder: string }
type Settled = { readonly statements: readonly Statement[]; readonly waiting: number; readonly dead: number }

/** After a failure that may pass: later, spread by chance; a dead letter where its time is over. */
export function postponed(
  ctx: Context,
  { partner, holder }: InHand,
  rows: readonly Waiting[],
  { reason, retryAfterSeconds }: { readonly reason: string; readonly retryAfterSeconds: number },
): Settled {
  if (rows.length === 0) return { statements: [], waiting: 0, dead: 0 }
  const now = ctx.clock.now()
  const isOver = (row: Waiting) =>
    isDead(row.attempts + 1, giveUpAt(row.replayedAt ?? row.createdAt, dueOnOf(ctx, row.body)), now)
  const over = rows.filter(isOver)
  const later = rows.filter((row) => !over.includes(row))
  const ids = JSON.stringify(later.map(({ id }) => id))
  const nextAt = retryAt(now, fewestOf(later) + 1, fractionOf(ctx.ids), retryAfterSeconds)
  return {
    statements: [
      ...(later.length === 0 ? [] : [settleWaiting({ partner, holder, reason, ids, nextAt })]),
      ...buried(
        ctx,
        { partner, holder },
        'deadLetter',
        over.map((row) => ({ row, reason })),
      ),
    ],
    waiting: later.length,
    dead: over.length,
  }
}

/** One instant for all that failed together, the earliest that any of them may be tried: they go on in their order. */
const fewestOf = (rows: readonly Waiting[]): number => Math.min(...rows.map(({ attempts }) => attempts))

/** `disposition`: the code by which the partner itself, in an answer that verifies, has said that it does not take it. */
export type Buried = { readonly row: Waiting; readonly reason: string; readonly disposition?: string }

/** No longer sent, with an alarm for each. */
export function buried(
  ctx: Context,
  { partner, holder }: InHand,
  kind: 'deadLetter' | 'refused',
  dead: readonly Buried[],
): readonly Statement[] {
  if (dead.length === 0) return []
  const now = ctx.clock.now()
  return [
    settleDead({
      partner,
      holder,
      now,
      reasons: JSON.stringify(Object.fromEntries(dead.map(({ row, reason }) => [row.id, reason]))),
    }),
    raiseAlarmsOf(
      kind,
      partner,
      dead.map(({ row, reason, disposition }) => ({
        subject: row.id,
        facts: {
          case: row.caseNumber,
          seq: row.seq,
          type: row.type,
          attempts: row.attempts + 1,
          reason,
          ...(disposition === undefined ? {} : { disposition }),
        },
      })),
      now,
    ),
  ]
}

/**
 * The last day of the time limit that a message tells of; of an application that of the notice, which is owed from its
 * receipt here wherever it is decided (行政许可法 32(1)(四)). Null where it tells of none.
 */
function dueOnOf({ calendar }: Pick<Context, 'calendar'>, body: string): CivilDate | null {
  const { type, data } = asBody(JSON.parse(body))
  if (type === 'case.submitted' && data.receivedAt !== undefined)
    return addWorkdays(calendar, civilDateAt(data.receivedAt), NOTICE_WORKDAYS).on
  return data.deadline?.dueOn ?? null
}
const NOTICE_WORKDAYS = 5

type Body = {
  readonly type: string
  readonly data: {
    readonly receivedAt?: number
    readonly deadline?: { readonly dueOn: CivilDate | null }
  } & Json
}
/** Guarantee: it was stored as a message, whose data has passed the schema of its type. */
const asBody = (value: unknown) => value as Body

/** A random fraction in [0, 1). */
export function fractionOf(ids: Ids): number {
  const [a = 0, b = 0] = ids.random(2)
  return (a * 256 + b) / 65_536
}
