import { type Failure, ok, type Result } from '@tongban/kernel'
import { deadLetters, deliveriesIn, type ListedDelivery } from '@tongban/store'
import type { Context } from '../../context.ts'
import { openPlace, sealPlace } from '../../lists/cursor.ts'
import { type ReceiverView, receiverViewer } from './receivers.ts'

/** What became of what left, a page at a time, the newest first; dead letters are those of every kind. */
export const DELIVERY_STATES = {
  dead: { zh: '已放弃', en: 'dead letter' },
  waiting: { zh: '待发送', en: 'waiting' },
  sent: { zh: '已发出，待回执', en: 'sent, no receipt yet' },
  delivered: { zh: '已送达', en: 'delivered' },
  failed: { zh: '回执为未送达', en: 'failed by receipt' },
  unconfirmed: { zh: '七十二小时内未确认', en: 'unconfirmed within 72 hours' },
  withdrawn: { zh: '发出前已撤回', en: 'withdrawn before it was sent' },
} as const
export type DeliveryState = keyof typeof DELIVERY_STATES

export type DeliveryView = Omit<ListedDelivery, 'receiver'> & { readonly receiver: ReceiverView | null }
export type DeliveriesPage = {
  readonly state: DeliveryState
  readonly deliveries: readonly DeliveryView[]
  readonly cursor: string | null
}

export async function listMessageDeliveries(
  ctx: Context,
  query: {
    readonly state: DeliveryState
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<Result<DeliveriesPage, Failure>> {
  const { state, limit, cursor } = query
  const asked = `deliveries|${state}`
  const place =
    cursor === undefined ? ok(`${Number.MAX_SAFE_INTEGER}.`) : await openPlace(ctx.keys, cursor, asked)
  if (!place.ok) return place
  const [at = '', ...id] = place.value.split('.')
  const page = { beforeAt: Number(at), beforeId: id.join('.'), limit: limit + 1 }
  const [rows] = await ctx.database.read([
    state === 'dead' ? deadLetters(page) : deliveriesIn({ ...page, state }),
  ])
  const shown = rows.slice(0, limit)
  const describe = receiverViewer(ctx)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const lastAt = state === 'dead' ? last?.endedAt : last?.createdAt
  return ok({
    state,
    deliveries: await Promise.all(
      shown.map(async (row) => ({
        ...row,
        receiver: row.receiver === null ? null : await describe(row.receiver),
      })),
    ),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${lastAt ?? 0}.${last.id}`, asked),
  })
}
