import { isOpenTransfer } from '@tongban/exchange'
import {
  handoversOfCase,
  type Statement,
  setTransfer,
  type TransferRow,
  transfersOfLicence,
  updateHandover,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { type Told, tellPlainly } from '../handovers/tell.ts'

/**
 * 取消转出: asks the other region to give an offered licence back. It holds again here when that region has answered, and not
 * before: whether it was taken meanwhile is known there alone. What that region has done first is the end on both sides.
 * For the batch of the act that asks for it.
 */
export type AskedBack =
  | { readonly state: 'asked'; readonly statements: readonly Statement[]; readonly told: Told }
  /** Asked for already. */
  | { readonly state: 'waiting'; readonly transfer: TransferRow }
  /** Nothing is offered: the transfer is not one between regions that exchange messages. */
  | { readonly state: 'notOffered' }

export async function askBack(ctx: Context, identifier: string, code: string): Promise<AskedBack> {
  const [transfers, lines] = await ctx.database.read([
    transfersOfLicence({ identifier }),
    handoversOfCase({ caseNumber: identifier }),
  ])
  const open = transfers.findLast(({ direction, state }) => direction === 'out' && isOpenTransfer(state))
  if (open === undefined) return { state: 'notOffered' }
  if (open.state === 'withdrawing') return { state: 'waiting', transfer: open }
  const line = lines.find(({ partner }) => partner === open.partner)
  if (line === undefined) throw new Error('an offer without its line')
  const at = ctx.clock.now()
  const told = await tellPlainly(
    ctx,
    line,
    { type: 'licence.transfer-withdrawn', inreplyto: open.id, data: { at, code }, personal: null },
    updateHandover,
  )
  const { id, answeredAt, answerCode, successor } = open
  return {
    state: 'asked',
    told,
    statements: [
      ...told.statements,
      setTransfer({ id, state: 'withdrawing', answeredAt, answerCode, successor, updatedAt: at }),
    ],
  }
}
