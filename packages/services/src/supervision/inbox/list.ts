import { type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import { type InboxMessageRow, inboxPage, inboxUnread } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { openPlace, sealPlace } from '../../lists/cursor.ts'
import { mailboxesOf, type ReceiverView, receiverViewer } from '../deliver/receivers.ts'
import { type LineView, stageNameOf } from '../deliver/told-lines.ts'

/** One's own messages, and by role those of the department, its posts, or the supervising body; the newest first. */
export type InboxEntry = {
  readonly id: string
  readonly receiver: ReceiverView
  readonly counts: readonly (LineView['stage'] & { readonly count: number })[]
  readonly lines: number
  /** When the earliest of its lines was in truth due. */
  readonly earliestAt: EpochMs
  readonly madeAt: EpochMs
  readonly readAt: EpochMs | null
}
export type InboxPage = {
  readonly asOf: EpochMs
  readonly unread: number
  readonly messages: readonly InboxEntry[]
  readonly cursor: string | null
}

export async function listInbox(
  ctx: Context,
  query: {
    readonly unread: boolean
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<Result<InboxPage, Failure>> {
  const mailboxes = await mailboxesOf(ctx)
  if (!mailboxes.ok) return mailboxes
  const { limit, cursor, unread: only } = query
  const asked = JSON.stringify(['inbox', mailboxes.value, only])
  const place =
    cursor === undefined ? ok(`${Number.MAX_SAFE_INTEGER}.`) : await openPlace(ctx.keys, cursor, asked)
  if (!place.ok) return place
  const [at = '', id = ''] = place.value.split('.')
  const [rows, [count]] = await ctx.database.read([
    inboxPage({
      ...mailboxes.value,
      beforeAt: Number(at),
      beforeId: id,
      unreadOnly: only ? 1 : 0,
      limit: limit + 1,
    }),
    inboxUnread(mailboxes.value),
  ])
  const shown = rows.slice(0, limit)
  const describe = receiverViewer(ctx)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    asOf: ctx.clock.now(),
    unread: count?.unread ?? 0,
    messages: await Promise.all(shown.map((row) => inboxEntry(ctx, row, describe))),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.madeAt}.${last.id}`, asked),
  })
}

export async function inboxEntry(
  ctx: Context,
  row: InboxMessageRow,
  describe = receiverViewer(ctx),
): Promise<InboxEntry> {
  const { id, lines, earliestAt, madeAt, readAt } = row
  const counts = Object.entries(countsSchema.parse(JSON.parse(row.counts)))
  return {
    id,
    receiver: await describe(row.receiver),
    counts: counts.map(([code, count]) => ({ ...stageNameOf(code), count })),
    lines,
    earliestAt,
    madeAt,
    readAt,
  }
}

const countsSchema = z.record(z.string(), z.int())
