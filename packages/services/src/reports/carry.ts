import type { Json } from '@tongban/kernel'
import type { OutboxRow, SettledReport, Statement } from '@tongban/store'
import type * as z from 'zod'
import type { Context } from '../context.ts'
import { isDead } from '../notices/backoff.ts'
import type { Delivery } from '../notices/notifier.ts'
import type { ReportPlatform } from './platform.ts'

/**
 * Carries one report from the outbox to its platform and keeps what came of it beside: received with the number of the
 * receipt, refused with the platform's reason, sent and not answered, or given up after 72 hours. Sent at least once; the
 * platform takes an id in once.
 */
export async function carryReport<Report extends { readonly id: string }>(
  ctx: Pick<Context, 'clock' | 'database'>,
  to: {
    readonly platform: ReportPlatform<Report>
    readonly schema: z.ZodType<Report>
    readonly settle: (row: SettledReport) => Statement
  },
  row: OutboxRow,
  payload: Json,
): Promise<Delivery> {
  const report = to.schema.safeParse(payload)
  if (!report.success) return { state: 'rejected', reason: 'not a report' }
  const sentAt = ctx.clock.now()
  const reported = await to.platform.report(report.data)
  const now = ctx.clock.now()
  const settle = (state: string, told: { receiptNumber?: string; reason?: string; answeredAt?: number }) =>
    ctx.database.write([
      to.settle({
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
