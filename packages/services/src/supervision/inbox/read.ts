import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type InboxMessageRow,
  inboxMessageById,
  linesOfMessage,
  markInboxRead,
  publishedTemplates,
  sentOfMessage,
  type TemplateRow,
} from '@tongban/store'
import type { TemplateText } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { isIn, mailboxesOf } from '../deliver/receivers.ts'
import { type LineView, lineView, type Told, toldOf, worstFirst } from '../deliver/told-lines.ts'
import { reasonOf } from '../notices/reason.ts'
import { isOverseer } from '../supervised.ts'
import { cardTemplateRef, cardText, MOST_TEMPLATES, noticeText, publishedOf } from '../templates/render.ts'
import { type InboxEntry, inboxEntry } from './list.ts'

/** One message with its lines as they stand now 截至, the worst first. To whoever it is not for, there is none. */
export type InboxMessage = InboxEntry & {
  readonly asOf: EpochMs
  readonly told: readonly (LineView & { readonly text: TemplateText })[]
}

export async function readInboxMessage(ctx: Context, id: string): Promise<Result<InboxMessage, Failure>> {
  const found = await ownMessage(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const [notices, cards, templates, sent] = await ctx.database.read([
    ...linesOfMessage(id),
    publishedTemplates({ limit: MOST_TEMPLATES }),
    sentOfMessage({ message: id }),
  ])
  const reasons = new Map(
    await Promise.all(
      sent.map(async (step) => [step.notice, await reasonOf(ctx, step.notice, [step])] as const),
    ),
  )
  return ok({
    ...(await inboxEntry(ctx, row)),
    asOf: ctx.clock.now(),
    told: worstFirst(toldOf(notices, cards).filter(isOfDepartment(ctx, row))).map((told) => ({
      ...lineView(ctx, told, row.madeAt),
      text: textOf(ctx, told, templates, reasons.get(told.row.id) ?? null),
    })),
  })
}

/** Whoever has moved since does not read what was told them as an official of another department. */
const isOfDepartment = ({ actor }: Context, { receiver }: InboxMessageRow) => {
  const isOwn = receiver.startsWith('person:') && actor.kind === 'official' && !isOverseer(actor)
  return ({ row }: Told): boolean => !isOwn || row.department === actor.department
}

/** The document’s own words, by the template it was written by. */
function textOf(
  ctx: Context,
  told: Told,
  templates: readonly TemplateRow[],
  reason: string | null,
): TemplateText {
  const named = (reference: string) => templates.find(({ id }) => reference.endsWith(`/${id}`))
  if (told.kind === 'notice') return noticeText(ctx, told.row, named(told.row.template), reason)
  const reference = cardTemplateRef(told.row, publishedOf(templates))
  return cardText(ctx, told.row, reference, named(reference))
}

/** Marks it read by whoever of the receiver reads it first; it is no receipt 签收 of any notice in it. */
export async function markInboxMessageRead(ctx: Context, id: string): Promise<Result<InboxEntry, Failure>> {
  const found = await ownMessage(ctx, id)
  if (!found.ok) return found
  const by = await actorIndex(ctx.keys, ctx.actor)
  const written = await ctx.database.write([markInboxRead({ id, at: ctx.clock.now(), by })])
  if (!written.ok) return fail({ code: 'stillRunning' })
  const [[row]] = await ctx.database.read([inboxMessageById({ id })])
  return row === undefined ? fail(NONE) : ok(await inboxEntry(ctx, row))
}

const NONE: Failure = { code: 'notFound', what: 'message' }

async function ownMessage(ctx: Context, id: string): Promise<Result<InboxMessageRow, Failure>> {
  const mailboxes = await mailboxesOf(ctx)
  if (!mailboxes.ok) return mailboxes
  const [[row]] = await ctx.database.read([inboxMessageById({ id })])
  return row !== undefined && isIn(mailboxes.value, row.receiver) ? ok(row) : fail(NONE)
}
