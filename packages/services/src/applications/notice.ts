import { type Actor, personOf, type RealNameLevel } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import { insertOutbox, type OutboxRow, type Statement } from '@tongban/store'
import { outboxPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { contentFor, type NoticeContent, RECEIPT_TEXT } from '../notices/content.ts'
import { LEASE_MS } from '../outbox/drain.ts'
import type { Answer } from './answer.ts'
import type { Assessment } from './assess.ts'

/**
 * The message to the contact of the application that goes out through the region's notification gateway, as an outbox row already
 * leased to this request: it is sent right after the answer, and by cron if this request dies first.
 */
export type Notice = { readonly row: OutboxRow; readonly statement: Statement }

export async function noticeRow(
  ctx: Context,
  { application, item, handledAt }: Pick<Assessment, 'application' | 'item' | 'handledAt'>,
  caseNumber: string,
  answer: Answer,
  /** By which the service can be rated. */
  evaluation: string | null,
): Promise<Notice | null> {
  const { contact } = application
  const content = contactLearns(ctx, { application, item })
  if (content === 'none') return null
  const id = ctx.ids.uuid()
  const payload =
    content === 'receipt'
      ? { phone: contact.phone, text: RECEIPT_TEXT }
      : {
          caseNumber,
          itemName: item.taskName.zh,
          outcome: answer.outcome,
          dueOn: answer.dueOn,
          phone: contact.phone,
          reasons: answer.reasons.map((reason) => reason.text),
          evaluation,
        }
  const row: OutboxRow = {
    id,
    kind: content === 'receipt' ? 'case.received' : 'case.outcome',
    caseNumber,
    payloadEnc: await encryptJson(ctx.keys, outboxPlace(id), payload, ctx.ids.random(12)),
    state: 'waiting',
    attempts: 0,
    createdAt: handledAt,
    nextAt: ctx.clock.now() + LEASE_MS,
    leasedBy: ctx.requestId,
    lastReason: null,
    doneAt: null,
  }
  return { row, statement: insertOutbox(row) }
}

/** What the contact of this application may be told, now and of every later step. */
export const contactLearns = (
  { actor }: Pick<Context, 'actor'>,
  { application: { representation }, item }: Pick<Assessment, 'application' | 'item'>,
): NoticeContent => contentFor(representation.kind, levelOf(actor), item.minimumRealNameLevel)

/** How well the submitter is known; an official, here or at a partner, has the person and the papers before them. */
function levelOf(actor: Actor): RealNameLevel {
  const person = personOf(actor)
  if (person !== null) return person.realNameLevel
  return actor.kind === 'official' || actor.kind === 'partner' ? 'L3' : 'L0'
}
