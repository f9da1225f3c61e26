import { civilDateAt } from '@tongban/calendar'
import type { HandoverRow } from '@tongban/store'
import type { Teller, TellTable } from '../handovers/telling.ts'

/**
 * What the lead 牵头地 tells the regions that have a part: files that are handed in while their opinion is open, that the
 * case is withdrawn, or closed. A part whose opinion is not needed any more ends as one that is withdrawn; all are told.
 */
const fileAdded: Teller = ({ papers, handover }) =>
  papers.handedOver === undefined || !isOpenPart(handover)
    ? []
    : [{ type: 'case.files-added', ...papers.handedOver }]

/** It was asked for its opinion, and has neither given it nor ended. */
export const isOpenPart = ({
  role,
  decidedAt,
  closedAt,
}: Pick<HandoverRow, 'role' | 'decidedAt' | 'closedAt'>): boolean =>
  role === 'leading' && decidedAt === null && closedAt === null

const withdrawn: Teller = ({ event: { at }, handover }) =>
  handover.closedAt === null
    ? [
        {
          type: 'case.withdrawn',
          data: { at, on: civilDateAt(at) },
          personal: null,
          makes: ended(handover, at),
        },
      ]
    : []

const closed: Teller = (telling) => {
  const { event, handover } = telling
  if (handover.closedAt !== null) return []
  if (handover.decidedAt === null) return withdrawn(telling)
  const { at } = event
  const data = { at, on: civilDateAt(at), verified: true }
  return [{ type: 'case.closed', data, personal: null, makes: { closedAt: at } }]
}

/** One that has given its opinion has nothing left to end. */
const ended = ({ decidedAt }: { readonly decidedAt: number | null }, at: number) =>
  decidedAt === null ? {} : { closedAt: at }

export const TOLD_BY_LEADING: TellTable = {
  fileAdded,
  withdrawn,
  granted: closed,
  deemedGranted: closed,
  refused: closed,
  abandoned: closed,
}
