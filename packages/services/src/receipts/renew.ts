import { endOfDayAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { endedReceiptCodes, endReceiptCode } from '@tongban/store'
import { loadCaseBeside } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { receiptCode } from './code.ts'
import { type NextCode, untilOf } from './look.ts'

/**
 * A fresh query code 查询码 for whoever lost theirs: to those whose case it is, and to a window that can read it, for the person
 * whose identity it has checked. The one that counted until then is void.
 */
const MOST_TRIES = 3

export async function renewReceiptCode(ctx: Context, caseNumber: string): Promise<Result<NextCode, Failure>> {
  for (let tries = 1; ; tries += 1) {
    const renewed = await renewOnce(ctx, caseNumber)
    if (renewed !== 'beaten') return renewed
    if (tries === MOST_TRIES) return fail({ code: 'stillRunning' })
  }
}

/** `beaten`: the code was used, or renewed, in the same instant. */
async function renewOnce(ctx: Context, caseNumber: string): Promise<Result<NextCode, Failure> | 'beaten'> {
  const { loaded, beside } = await loadCaseBeside(ctx, caseNumber, [
    endedReceiptCodes({ caseNumber, sequence: 0 }),
  ])
  if (!loaded.ok) return loaded
  const now = ctx.clock.now()
  const untilOn = untilOf(loaded.value.row.closedOn)
  if (untilOn !== null && now >= endOfDayAt(untilOn))
    return fail({ code: 'receiptCodeOver', reason: 'ended', on: untilOn })
  const sequence = (beside[0][0]?.ended ?? 0) + 1
  const written = await ctx.database.write([
    endReceiptCode({ caseNumber, sequence, usedAt: null, endedAt: now }),
  ])
  if (!written.ok) return 'beaten'
  ctx.log('receiptCodeRenewed', { caseNumber, sequence, by: loaded.value.relation })
  return ok({ code: await receiptCode(ctx, { caseNumber, sequence: sequence + 1 }), untilOn })
}
