import { actOfAnswer, type TransferState, transferAfter } from '@tongban/exchange'
import type { Json } from '@tongban/kernel'
import {
  forgetOffer,
  type HandoverRow,
  type Statement,
  setTransfer,
  type TransferRow,
  updateHandover,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { type Told, tellPlainly } from '../handovers/tell.ts'
import { asJson } from './content.ts'

/**
 * The one answer to an offer 转入地的答复, for the batch of what is answered: the message, what becomes of the offer, and that
 * what it said of its holder is forgotten. Its number among the messages of this licence keeps two answers apart: the
 * second, a taking, a refusal or the offer being given back, finds it used, and its whole batch is rolled back.
 */
export type TransferAnswer =
  | { readonly outcome: 'taken'; readonly successor: string }
  | { readonly outcome: 'declined'; readonly code: string; readonly reason: string | null }

/** The table whose conflict says that it was answered meanwhile. */
export const ANSWERED_MEANWHILE = 'exchange_messages'

export async function answeredOffer(
  ctx: Context,
  transfer: TransferRow,
  line: HandoverRow,
  answer: TransferAnswer,
  /** How the line is kept where the offer is answered as it comes. */
  keep: (row: HandoverRow) => Statement = updateHandover,
): Promise<{
  readonly statements: readonly Statement[]
  readonly told: Told
  readonly transfer: TransferRow
}> {
  const at = ctx.clock.now()
  const state = transferAfter(asState(transfer.state), actOfAnswer(answer))
  if (state === undefined) throw new Error(`an offer that is ${transfer.state} is not answered`)
  const told = await tellPlainly(
    ctx,
    line,
    {
      type: 'licence.transfer-taken',
      inreplyto: transfer.id,
      data: { at, ...openPart(answer) },
      personal:
        answer.outcome === 'taken' || answer.reason === null ? null : asJson({ reason: answer.reason }),
      makes: { custody: answer.outcome === 'taken' ? 'here' : 'there', closedAt: at },
    },
    keep,
  )
  const after: TransferRow = {
    ...transfer,
    state,
    answeredAt: at,
    answerCode: answer.outcome === 'declined' ? answer.code : null,
    successor: answer.outcome === 'taken' ? answer.successor : null,
    updatedAt: at,
  }
  const { identifier, partner, seq } = transfer
  return {
    told,
    transfer: after,
    statements: [...told.statements, forgetOffer({ identifier, partner, seq })],
  }
}

const openPart = (answer: TransferAnswer): { readonly [name: string]: Json } =>
  answer.outcome === 'taken'
    ? { outcome: answer.outcome, successor: answer.successor }
    : { outcome: answer.outcome, code: answer.code }

/** For the batch, where the offer is stored already. */
export const answerStatement = ({ id, state, answeredAt, answerCode, successor, updatedAt }: TransferRow) =>
  setTransfer({ id, state, answeredAt, answerCode, successor, updatedAt })

/** Guarantee: rows are written with the states of the table alone. */
export const asState = (state: string) => state as TransferState
