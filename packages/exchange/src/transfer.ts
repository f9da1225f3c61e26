/**
 * A licence that goes from one region to another 证照转出、转入: a handshake of two messages, the offer and its one answer. While
 * it is offered the licence is held by neither side for use: the offering region uses it no more, and the other issues its
 * own with the answer and not before. So there are never two that hold; and there is none only between the two messages,
 * since whatever the answer is, one side has it again. Whoever wants the offer back asks: what stands first in the order
 * of the region that was offered it is the end on both sides.
 */
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { type Agreement, agreementName, type Transferable } from './agreement.ts'

/** Why a licence is transferred. */
export const TRANSFER_GROUNDS = {
  moved: { zh: '持证人迁往该地区', en: 'its holder moves to that region' },
  premisesMoved: { zh: '经营场所迁往该地区', en: 'the premises move to that region' },
  otherByLaw: { zh: '法律、法规规定的其他情形', en: 'another case set by law' },
} as const
export type TransferGround = keyof typeof TRANSFER_GROUNDS

export const TRANSFER_STATES = {
  offered: { zh: '已提出转出，等待转入地答复', en: 'offered, and not answered yet' },
  withdrawing: { zh: '已请求取消转出，等待转入地答复', en: 'asked back, and not answered yet' },
  taken: { zh: '已转入', en: 'taken over' },
  declined: { zh: '转入地不予转入', en: 'declined' },
  withdrawn: { zh: '转出已取消', en: 'given back as asked' },
} as const
export type TransferState = keyof typeof TRANSFER_STATES

export type TransferAct = 'take' | 'decline' | 'askBack' | 'giveBack'

/** What leads from which state to which; what is not in it is not possible. There is one answer to an offer. */
export const TRANSFERS = {
  offered: { take: 'taken', decline: 'declined', askBack: 'withdrawing', giveBack: 'withdrawn' },
  /** At the offering region alone: the other knows of no such state, it has answered or it answers at once. */
  withdrawing: { take: 'taken', decline: 'declined', giveBack: 'withdrawn' },
  taken: {},
  declined: {},
  withdrawn: {},
} as const satisfies Record<TransferState, Partial<Record<TransferAct, TransferState>>>

export function transferAfter(state: TransferState, act: TransferAct): TransferState | undefined {
  const exits: Partial<Record<TransferAct, TransferState>> = TRANSFERS[state]
  return exits[act]
}

export const isOpenTransfer = (state: string): boolean => state === 'offered' || state === 'withdrawing'

/** What the answer of the other region does to an offer. */
export const actOfAnswer = ({
  outcome,
  code,
}: {
  readonly outcome: string
  readonly code?: string | undefined
}): Exclude<TransferAct, 'askBack'> =>
  outcome === 'taken' ? 'take' : code === WITHDRAWN ? 'giveBack' : 'decline'
/** Code of the answer to an offer that was asked back in time. */
export const WITHDRAWN = 'withdrawn'

type Direction = { readonly licenceType: unknown; readonly offeredBy: string; readonly takenBy: string }

/** What the agreement says of licences of this type in this direction; null: nothing. */
export const transferableIn = (
  { licenceTypes = [] }: Pick<Agreement, 'licenceTypes'>,
  { licenceType, offeredBy, takenBy }: Direction,
): Transferable | null =>
  licenceTypes.find(
    (each) => each.licenceType === licenceType && each.offeredBy === offeredBy && each.takenBy === takenBy,
  ) ?? null

/** As messages name it in the place of a route. */
export const transferVersion = (
  agreement: Pick<Agreement, 'id' | 'version'>,
  transferable: Transferable,
): Promise<string> =>
  sha256Hex(canonicalJson({ ...asJson(transferable), agreement: agreementName(agreement) }))
/** Guarantee: it holds texts only. */
const asJson = (transferable: Transferable) => transferable as { readonly [name: string]: Json }
