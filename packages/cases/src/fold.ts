/**
 * What the list of events of a case adds up to. Everything a guard or a clock asks is here, so that neither reads the
 * list again. What each event changes is in `changes.ts`; whether a step may be taken is for `state.ts` and `guards.ts`.
 */
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { Extension } from './reckon.ts'
import type { EventType, State } from './state.ts'
import { EVENT_NAMES, STATE_NAMES } from './state-names.ts'

export type Opinion = 'grant' | 'refuse'

export type Signature = {
  readonly subject: string
  /** Whose role it was, where the signer stood in for somebody 委托代签. */
  readonly onBehalfOf: string | null
  readonly role: string
  readonly opinion: Opinion
  readonly on: CivilDate
}

/** A special procedure 特别程序: the days of [fromOn, untilOn) are not counted; `untilOn` is null while it is open. */
export type Suspension = {
  /** The event that began it; `resumed` names it. */
  readonly seq: number
  readonly ground: string
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate | null
  /** The time needed, as told to the applicant in writing. */
  readonly neededWorkdays: number | null
  /** The day it was recorded; a pause recorded after a limit was over does not move that limit. */
  readonly recordedOn: CivilDate
}

/** An interested party who was told (行政许可法 36, 47), with the time of its own. */
export type ToldParty = {
  /** The index of an identity, or of a name within this case. */
  readonly key: string
  /** The notice that gave the term that stands. */
  readonly toldOn: CivilDate
  readonly untilOn: CivilDate | null
  readonly heardOn: CivilDate | null
}

/** Who spoke, where it was the applicant and no party. */
export const APPLICANT_SPOKE = 'applicant'

export type DepartmentOpinion = {
  readonly department: string
  readonly opinion: Opinion
  readonly on: CivilDate
}

/** How a decision of the handling region ends the case here. */
export const OUTCOMES_ELSEWHERE = {
  granted: 'grantedElsewhere',
  refused: 'refusedElsewhere',
  notAccepted: 'notAcceptedElsewhere',
  // 不受理 and 不予受理 have one end, as they have here.
  notRequired: 'notAcceptedElsewhere',
  abandoned: 'abandonedElsewhere',
  returned: 'returnedElsewhere',
} as const satisfies Record<string, EventType>
export type OutcomeElsewhere = keyof typeof OUTCOMES_ELSEWHERE

/**
 * The case is another region's: what is done of it here, and what that region tells. Days alone; whatever it decided by
 * and for whom is its own.
 */
export type Handover = {
  /** The handling region 办理地, by its division code. */
  readonly region: string
  /** The agreement it is handed over under, `id@version`. */
  readonly agreement: string
  /** Working days the agreement gives for handing over, and for passing the result on; null where it gives none. */
  readonly pushWorkdays: number | null
  readonly resultWorkdays: number | null
  readonly sentOn: CivilDate | null
  readonly takenOverOn: CivilDate | null
  readonly acceptedOn: CivilDate | null
  readonly supplementAskedOn: CivilDate | null
  readonly supplementUntilOn: CivilDate | null
  readonly supplementSentOn: CivilDate | null
  readonly withdrawalSentOn: CivilDate | null
  readonly urgedOn: CivilDate | null
  readonly decidedOn: CivilDate | null
  readonly outcome: OutcomeElsewhere | null
  readonly resultOn: CivilDate | null
}

export type CaseFold = {
  readonly state: State
  readonly seq: number
  readonly headHash: string
  readonly receivedAt: EpochMs
  readonly receivedOn: CivilDate
  /** Where it was deemed accepted: the day of receipt (行政许可法 32(1)(四)). */
  readonly acceptedOn: CivilDate | null
  readonly decidedOn: CivilDate | null
  readonly closedOn: CivilDate | null
  /** A person has the case: the machine will not decide it again. */
  readonly withPerson: boolean
  /** The event that closed it. Tells 不受理 from 不予受理. */
  readonly endedBy: EventType | null
  /** What stands now, a grant or a request for a supplement, was made by the machine alone. */
  readonly automatic: boolean
  /** Official the case was last assigned to. */
  readonly assignedTo: string | null
  /** Officials who handed the application or a supplement in for the applicant. */
  readonly helpers: readonly string[]
  /** How the applicant asked to be given the result: `electronic`, `window`, `post`. */
  readonly delivery: string | null
  /** It asks for a licence to go on (行政许可法 50); no longer where it was reopened after that licence had ended. */
  readonly isRenewal: boolean
  /** That licence ends on this day: as an official has found, and until then as the applicant states it. */
  readonly renewalExpiresOn: CivilDate | null
  /** The day an official looked for that licence; until then nothing rests on the applicant's word alone. */
  readonly licenceCheckedOn: CivilDate | null
  /** The notice runs from here: receipt, the completed supplement, or the reopening. */
  readonly noticeFromOn: CivilDate
  readonly noticeEndedOn: CivilDate | null
  /** The day another region gave it back; whoever has it here has at least the working day after it for the notice. */
  readonly returnedOn: CivilDate | null
  /** The decision runs from here: acceptance or reopening. */
  readonly decisionFromOn: CivilDate | null
  readonly supplementRequestedOn: CivilDate | null
  readonly supplementUntilOn: CivilDate | null
  readonly supplementedOn: CivilDate | null
  readonly declinedOn: CivilDate | null
  /** The automatic grant that stands was declined: a person owes a decision in its place. */
  readonly grantDeclinedOn: CivilDate | null
  readonly signatures: readonly Signature[]
  readonly suspensions: readonly Suspension[]
  readonly extensions: readonly Extension[]
  readonly opinions: readonly DepartmentOpinion[]
  readonly inspectedOn: CivilDate | null
  /** How many checks were recorded, and whose statements: a party’s key, or the applicant, once for each. */
  readonly inspections: number
  readonly statements: readonly string[]
  readonly forwardedOn: CivilDate | null
  readonly forwardedTo: string | null
  /** Officials who examined the application, in a check or by a signature, whatever became of it. */
  readonly examiners: readonly string[]
  readonly parties: readonly ToldParty[]
  /** The last notice, and the last day of the longest term. */
  readonly thirdPartyNotifiedOn: CivilDate | null
  readonly thirdPartyUntilOn: CivilDate | null
  /** The statement after which every party has been heard or has let its term pass. */
  readonly thirdPartyStatedOn: CivilDate | null
  readonly hearingRequestedOn: CivilDate | null
  readonly hearingHeldOn: CivilDate | null
  /** Who led the hearing that was held. */
  readonly hearingChair: string | null
  readonly deliveredOn: CivilDate | null
  readonly annulledOn: CivilDate | null
  /** The number of the decision to annul, which is served in its turn. */
  readonly annulledBy: string | null
  readonly reopenedOn: CivilDate | null
  readonly archivedOn: CivilDate | null
  /** Held back from erasure since that day; a reopening does not lift it. */
  readonly heldOn: CivilDate | null
  readonly erasedOn: CivilDate | null
  /** A grant made before the case was reopened, which stands until it is replaced. */
  readonly grantStandsOn: CivilDate | null
  /** Null while it is this region's own matter, and again once it was given back. */
  readonly handover: Handover | null
}

/** Whether this party may still speak on a day before anything is decided. */
export const hasTime = ({ heardOn, untilOn }: ToldParty, on: CivilDate): boolean =>
  heardOn === null && untilOn !== null && on <= untilOn

export const openSuspensions = ({ suspensions }: CaseFold): readonly Suspension[] =>
  suspensions.filter((each) => each.untilOn === null)

/** The open suspension a step names; without a name, the only one that is open. */
export function suspensionNamed(all: readonly Suspension[], seq: number | null): Suspension | undefined {
  const open = all.filter((each) => each.untilOn === null)
  return seq === null ? (open.length === 1 ? open[0] : undefined) : open.find((each) => each.seq === seq)
}

/** The state in words; 不受理 and an annulled decision are told apart from what the state alone says. */
export const stateWords = ({ state, endedBy, annulledOn }: CaseFold) =>
  endWords(state, endedBy, annulledOn !== null)

/** The same from a state, the event that closed the case, and whether the decision was annulled. */
export function endWords(
  state: State,
  endedBy: EventType | null,
  isAnnulled: boolean,
): { zh: string; en: string } {
  const { zh, en } =
    endedBy === 'notRequired' || endedBy === 'deemedGranted' ? EVENT_NAMES[endedBy] : STATE_NAMES[state]
  return !isAnnulled ? { zh, en } : { zh: `${zh}（已撤销）`, en: `${en} (annulled)` }
}
