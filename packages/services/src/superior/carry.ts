import type { Json } from '@tongban/kernel'
import { type OutboxRow, settleSuperiorReport } from '@tongban/store'
import { SUPERIOR_FORM_NAMES } from '@tongban/supervision'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { isDead } from '../notices/backoff.ts'
import type { Delivery } from '../notices/notifier.ts'
import type { SuperiorPlatform } from './superior.ts'

/**
 * Carries one report from the outbox to the superior platform and keeps what came of it beside: received with the number
 * of the receipt, refused with the platform's reason, sent and not answered, or given up after 72 hours. Sent at least
 * once; the platform takes an id in once.
 */
const reportSchema = z.strictObject({
  id: z.string(),
  region: z.string(),
  form: z.enum(SUPERIOR_FORM_NAMES),
  caseNumber: z.string(),
  seq: z.int(),
  record: z.record(z.string(), z.json()),
})

export async function carryReport(
  ctx: Pick<Context, 'clock' | 'database'>,
  superior: SuperiorPlatform,
  row: OutboxRow,
  payload: Json,
): Promise<Delivery> {
  const report = reportSchema.safeParse(payload)
  if (!report.success) return { state: 'rejected', reason: 'not a report' }
  const sentAt = ctx.clock.now()
  const reported = await superior.report(report.data)
  const now = ctx.clock.now()
  const settle = (state: string, told: { receiptNumber?: string; reason?: string; answeredAt?: number }) =>
    ctx.database.write([
      settleSuperiorReport({
        id: row.id,
        state,
        receiptNumber: told.receiptNumber ?? null,
        reason: told.reason ?? null,
        sentAt,
        answeredAt: told.answeredAt ?? null,
      }),
    ])
  if (reported.state === 'received') {
    await settle('received', { receiptNumber: reported.receiptNumber, answeredAt: now })
    return { state: 'delivered', status: 200 }
  }
  const { reason } = reported
  if (reported.state === 'refused') {
    await settle('refused', { reason, answeredAt: now })
    return { state: 'rejected', reason }
  }
  await settle(isDead(row.attempts + 1, row.createdAt, now) ? 'dead' : 'sent', { reason })
  return reported
}
