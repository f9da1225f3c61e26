import { type Failure, fail, type Result } from '@tongban/kernel'
import { moveHandoverOut, type Statement } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { sendTold, tellPlainly, whereSealed } from './tell.ts'
import type { ToldMessage } from './telling.ts'

/**
 * Tells a partner of what is no event of the case, such as a file or a parcel, with the rows that go with it; false where
 * somebody told it something at the same time, and nothing was written.
 */
export async function tellBeside(
  ctx: Context,
  { handovers }: Pick<LoadedCase, 'handovers'>,
  partner: string,
  message: ToldMessage,
  statements: readonly Statement[],
): Promise<boolean> {
  const now = ctx.clock.now()
  const handover = handovers.find((row) => row.partner === partner)
  if (handover === undefined) throw new Error('a region is told that has no part in the case')
  const told = await tellPlainly(ctx, handover, message, ({ caseNumber, outSeq: seq, outHead: digest }) =>
    moveHandoverOut({ caseNumber, partner, seq, digest, now }),
  )
  const written = await ctx.database.write([...statements, ...told.statements])
  if (written.ok) sendTold(ctx, told)
  else if (written.failure.table !== 'exchange_messages')
    throw new Error(`conflict in ${written.failure.table}`)
  return written.ok
}

/** The number of a message may be taken meanwhile; looked at anew, a few times. */
export async function again<T>(
  attempt: () => Promise<Result<T, Failure> | 'beaten'>,
): Promise<Result<T, Failure>> {
  for (let tries = 1; tries <= 4; tries += 1) {
    const tried = await whereSealed(attempt)
    if (!tried.ok) return tried
    if (tried.value !== 'beaten') return tried.value
  }
  return fail({ code: 'stillRunning' })
}
