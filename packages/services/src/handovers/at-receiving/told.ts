import { civilDateAt } from '@tongban/calendar'
import { answering, type Teller, type Telling, type TellTable, type ToldMessage } from '../telling.ts'

/**
 * What the receiving region 收件地 tells the one that handles the case: the application, what is handed in later, that it
 * is withdrawn, that it is urged, and that it is closed here. What the handling region itself has told is not told back.
 */
const handedOver =
  (type: ToldMessage['type'], makes: ToldMessage['makes'] = {}): Teller =>
  ({ papers }) => {
    // An event without what it hands over would leave the partner with nothing to work on.
    if (papers.handedOver === undefined) throw new Error(`${type} is told without what it hands over`)
    return [{ type, ...papers.handedOver, makes }]
  }

/** What is handed in answers the last that was asked for. */
const supplement: Teller = (telling) => {
  const asked = telling.about.events?.findLast(({ type }) => type === 'supplementRequestedElsewhere')
  return handedOver('case.supplement-provided')(telling).map((message) => ({
    ...message,
    ...answering(asked?.data.messageId),
  }))
}

const plain =
  (type: ToldMessage['type']): Teller =>
  ({ event: { at } }) => [{ type, data: { at, on: civilDateAt(at) }, personal: null }]

/** A file handed in here while the case is there; what that region itself has sent is not told back. */
const fileAdded: Teller = ({ papers, fold, handover }) =>
  papers.handedOver === undefined || fold.handover?.region !== handover.partner
    ? []
    : [{ type: 'case.files-added', ...papers.handedOver }]

/** The end here: the result has been seen to hold, or there is none. */
const closed = ({ event: { at, data } }: Telling): readonly ToldMessage[] => [
  {
    type: 'case.closed',
    data: { at, on: civilDateAt(at), verified: true },
    personal: null,
    makes: { closedAt: at },
    ...answering(data.messageId),
  },
]

export const TOLD_BY_RECEIVING: TellTable = {
  transferred: handedOver('case.submitted', { custody: 'inTransit' }),
  supplementForwarded: supplement,
  withdrawalForwarded: plain('case.withdrawn'),
  urged: plain('case.urged'),
  fileAdded,
  grantedElsewhere: closed,
  refusedElsewhere: closed,
  notAcceptedElsewhere: closed,
  withdrawnElsewhere: closed,
  abandonedElsewhere: closed,
  returnedElsewhere: closed,
}
