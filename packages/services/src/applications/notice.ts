import { encryptJson } from '@tongban/privacy'
import { insertOutbox, type OutboxRow, type Statement } from '@tongban/store'
import { outboxPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { LEASE_MS } from '../outbox/drain.ts'
import type { Answer } from './answer.ts'
import type { Assessment } from './assess.ts'

/**
 * The message to the applicant that goes out through the region's notification gateway, as an outbox row already
 * leased to this request: it is sent right after the answer, and by cron if this request dies first.
 */
export type Notice = { readonly row: OutboxRow; readonly statement: Statement }

export async function noticeRow(
  ctx: Context,
  { application, item, receivedAt }: Assessment,
  caseNumber: string,
  answer: Answer,
): Promise<Notice> {
  const id = ctx.ids.uuid()
  const payload = {
    caseNumber,
    itemName: item.taskName.zh,
    outcome: answer.outcome,
    dueOn: answer.dueOn,
    phone: application.contact.phone,
    reasons: answer.reasons.map((reason) => reason.text),
  }
  const row: OutboxRow = {
    id,
    kind: 'case.outcome',
    caseNumber,
    payloadEnc: await encryptJson(ctx.keys, outboxPlace(id), payload, ctx.ids.random(12)),
    state: 'waiting',
    attempts: 0,
    createdAt: receivedAt,
    nextAt: ctx.clock.now() + LEASE_MS,
    leasedBy: ctx.requestId,
    lastReason: null,
    doneAt: null,
  }
  return { row, statement: insertOutbox(row) }
}
