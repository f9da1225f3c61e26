import { type Failure, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { sendTold, whereSealed } from '../handovers/tell.ts'
import { ANSWERED_MEANWHILE, answeredOffer, answerStatement } from './answer.ts'
import type { DeclineInput } from './input.ts'
import { loadOffer } from './load.ts'
import { openOffer } from './take.ts'
import { type TransferView, transferView } from './view.ts'

/** 不予转入: a person declines an offer, with reasons its holder reads; in the other region the licence holds again. */
export async function declineTransfer(
  ctx: Context,
  id: string,
  { code, reason }: DeclineInput,
): Promise<Result<TransferView, Failure>> {
  for (;;) {
    const loaded = await loadOffer(ctx, id)
    if (!loaded.ok) return loaded
    const { row, line } = loaded.value
    if (row.state === 'declined' && row.answerCode === code) return ok(transferView(row))
    const open = openOffer(loaded.value)
    if (!open.ok) return open
    const answer = { outcome: 'declined', code, reason } as const
    const sealed = await whereSealed(() => answeredOffer(ctx, row, line, answer))
    if (!sealed.ok) return sealed
    const { statements, told, transfer } = sealed.value
    const written = await ctx.database.write([...statements, answerStatement(transfer)])
    if (written.ok) {
      sendTold(ctx, told)
      return ok(transferView(transfer))
    }
    // Somebody has answered meanwhile: it is looked at again, and is open no more.
    if (written.failure.table !== ANSWERED_MEANWHILE) throw new Error(`conflict in ${written.failure.table}`)
  }
}
