/**
 * What the events of a case that another region handles change in its fold. Nothing is decided here: the handling region
 * decides, and its messages say on which day.
 */
import type { CivilDate } from '@tongban/kernel'
import type { CaseEvent } from './event.ts'
import { type CaseFold, type Handover, OUTCOMES_ELSEWHERE, type OutcomeElsewhere } from './fold.ts'
import type { EventType } from './state.ts'
import { countIn, dateIn, type StepData, textIn } from './step-data.ts'

type Change = (fold: CaseFold, event: CaseEvent, on: CivilDate) => Partial<CaseFold>

/** The region a case is to be handed over to, where its receipt or its transfer names one. */
export function handoverOf(data: StepData): Handover | null {
  const region = textIn(data, 'handlingRegion')
  if (region === null) return null
  return {
    region,
    agreement: textIn(data, 'agreement') ?? '',
    pushWorkdays: countIn(data, 'pushWorkdays'),
    resultWorkdays: countIn(data, 'resultWorkdays'),
    sentOn: null,
    takenOverOn: null,
    acceptedOn: null,
    supplementAskedOn: null,
    supplementUntilOn: null,
    supplementSentOn: null,
    withdrawalSentOn: null,
    urgedOn: null,
    decidedOn: null,
    outcome: null,
    resultOn: null,
  }
}

/** The end as the handling region has told it; null where that is none of the ends there are. */
export function outcomeIn(data: StepData): OutcomeElsewhere | null {
  const told = textIn(data, 'outcome')
  return told !== null && isOutcome(told) ? told : null
}
const isOutcome = (name: string): name is OutcomeElsewhere => Object.hasOwn(OUTCOMES_ELSEWHERE, name)

/** A change of the handover alone; before a transfer there is nothing to change. */
const told =
  (change: (data: StepData, on: CivilDate, before: Handover) => Partial<Handover>): Change =>
  ({ handover }, { data }, on) =>
    handover === null ? {} : { handover: { ...handover, ...change(data, on, handover) } }

/** The end of the case here is the day of the decision there. */
const ends: Change = ({ handover }, _event, on) => ({ decidedOn: handover?.decidedOn ?? on })

export const HANDOVER_CHANGES = {
  transferred: ({ handover }, { data }, on) => {
    const named = handoverOf(data) ?? handover
    return { noticeEndedOn: on, handover: named === null ? null : { ...named, sentOn: on } }
  },
  takenOverElsewhere: told((_data, on, { takenOverOn }) => ({ takenOverOn: takenOverOn ?? on })),
  acceptedElsewhere: told((data, on) => ({ acceptedOn: dateIn(data, 'acceptedOn') ?? on })),
  supplementRequestedElsewhere: told((data, on) => ({
    supplementAskedOn: on,
    supplementUntilOn: dateIn(data, 'untilOn'),
    supplementSentOn: null,
  })),
  supplementForwarded: (fold, event, on) => ({
    ...told((_data, sentOn) => ({ supplementSentOn: sentOn }))(fold, event, on),
    helpers:
      event.actorKind === 'official' ? [...new Set([...fold.helpers, event.actorSubject])] : fold.helpers,
  }),
  withdrawalForwarded: told((_data, on) => ({ withdrawalSentOn: on })),
  urged: told((_data, on) => ({ urgedOn: on })),
  decidedElsewhere: told((data, on) => ({
    decidedOn: dateIn(data, 'decidedOn') ?? on,
    outcome: outcomeIn(data),
  })),
  resultReceived: told((_data, on, { resultOn }) => ({ resultOn: resultOn ?? on })),
  grantedElsewhere: ends,
  refusedElsewhere: ends,
  notAcceptedElsewhere: ends,
  changedElsewhere: (_fold, { data }, on) => (data.changed === 'annulled' ? { annulledOn: on } : {}),
  // It is decided once more, there; what stood until then is told anew.
  reopenedElsewhere: (fold, event, on) => ({
    ...told(() => ({ decidedOn: null, outcome: null, resultOn: null }))(fold, event, on),
    decidedOn: null,
    annulledOn: null,
    deliveredOn: null,
  }),
  // A person here has it now, and the applicant has one term, whoever had the papers meanwhile: the notice that is owed
  // from the first receipt goes on (行政许可法 32(1)(四)), and from a supplement where one was handed in.
  returnedByPartner: ({ handover, noticeFromOn }, _event, on) => ({
    handover: null,
    withPerson: true,
    noticeFromOn: handover?.supplementSentOn ?? noticeFromOn,
    noticeEndedOn: null,
    returnedOn: on,
  }),
} as const satisfies Partial<Record<EventType, Change>>
