/**
 * Why a step that the table knows is still not possible. `standing` looks at the case alone and always holds: a list
 * of events that breaks it could not have been appended. What also needs the item and the region is in
 * `may-happen.ts`. Each guard says what happened and what to do.
 */
import { type CaseFold, OUTCOMES_ELSEWHERE } from './fold.ts'
import type { Guard } from './guard-texts.ts'
import type { EventType, State } from './state.ts'

/** What stands against a step, with the facts needed to act. */
export type Refusal = { readonly guard: Guard; readonly facts: { readonly [name: string]: string | number } }

export const refusal = (guard: Guard, facts: Refusal['facts'] = {}): Refusal => ({ guard, facts })

export const SIGNATURE_CAP = 2

/** Guards that need nothing but the case. */
export function standing(fold: CaseFold, event: EventType): Refusal | undefined {
  if (fold.erasedOn !== null) return refusal('erasedForGood', { on: fold.erasedOn })
  const check: Partial<Record<EventType, Standing>> = STANDING
  return check[event]?.(fold)
}

type Standing = (fold: CaseFold) => Refusal | undefined

/** Refuses what was already done, with the day it was done. */
const once =
  (guard: Guard, on: (fold: CaseFold) => string | null): Standing =>
  (fold) => {
    const done = on(fold)
    return done === null ? undefined : refusal(guard, { on: done })
  }

/** What the handling region may do, and what may be asked of it, only until it has decided. */
const undecided = once('decidedElsewhere', ({ handover }) => handover?.decidedOn ?? null)

const decidedThere: Standing = ({ handover }) =>
  handover === null || handover.decidedOn === null ? refusal('notDecidedElsewhere') : undefined

const endsAs =
  (event: EventType): Standing =>
  (fold) => {
    const told = fold.handover?.outcome ?? null
    const undecidedYet = decidedThere(fold)
    if (undecidedYet !== undefined) return undecidedYet
    return told !== null && OUTCOMES_ELSEWHERE[told] === event ? undefined : refusal('otherOutcome')
  }

/** What another region decided is not this region's to change. */
const theirs: Standing = ({ handover }) => (handover === null ? undefined : refusal('theirDecision'))

const STANDING = {
  legalHoldSet: once('heldBack', (fold) => fold.heldOn),
  legalHoldLifted: ({ heldOn }) => (heldOn === null ? refusal('notHeld') : undefined),
  erased: ({ heldOn, archivedOn }) =>
    heldOn !== null
      ? refusal('heldBack', { on: heldOn })
      : archivedOn === null
        ? refusal('archiveFirst')
        : undefined,
  supplementRequested: once('supplementOnce', (fold) => fold.supplementRequestedOn),
  forwarded: once('forwardedOnce', (fold) => fold.forwardedOn),
  automaticDecisionDeclined: (fold) =>
    once('declinedOnce', (each) => each.declinedOn)(fold) ??
    once('annulledAlready', (each) => each.annulledOn)(fold) ??
    (fold.automatic ? undefined : refusal('notAutomatic')),
  hearingRequested: once('hearingOnce', (fold) => fold.hearingRequestedOn ?? fold.hearingHeldOn),
  hearingHeld: once('hearingOnce', (fold) => fold.hearingHeldOn),
  thirdPartyStated: ({ thirdPartyNotifiedOn }) =>
    thirdPartyNotifiedOn === null ? refusal('noPartyNotified') : undefined,
  extended: once('extensionOnce', (fold) => fold.extensions[0]?.recordedOn ?? null),
  signed: ({ signatures }) =>
    signatures.length < SIGNATURE_CAP
      ? undefined
      : refusal('twoSignatures', { signatures: signatures.length }),
  sentBack: ({ signatures }) => (signatures.length === 0 ? refusal('nothingSigned') : undefined),
  withdrawn: once('grantStands', (fold) => fold.grantStandsOn),
  licenceChecked: ({ isRenewal, licenceCheckedOn, renewalExpiresOn }) => {
    if (!isRenewal) return refusal('notRenewal')
    // What was not found may be looked for again; what was found does not move.
    const found = licenceCheckedOn !== null && renewalExpiresOn !== null
    return found ? refusal('licenceFound', { on: licenceCheckedOn }) : undefined
  },
  deemedGranted: ({ renewalExpiresOn }) => (renewalExpiresOn === null ? refusal('notRenewal') : undefined),
  corrected: (fold) => theirs(fold) ?? once('annulledAlready', (each) => each.annulledOn)(fold),
  annulled: (fold) => theirs(fold) ?? once('annulledAlready', (each) => each.annulledOn)(fold),
  reopened: (fold) => theirs(fold) ?? (mayReopen(fold) ? undefined : refusal('annulFirst')),
  supplementForwarded: ({ handover }) => {
    if (handover?.decidedOn != null) return refusal('decidedElsewhere', { on: handover.decidedOn })
    const isOwed = handover?.supplementAskedOn != null && handover.supplementSentOn === null
    return isOwed ? undefined : refusal('noSupplementAsked')
  },
  withdrawalForwarded: (fold) =>
    undecided(fold) ?? once('withdrawalSent', ({ handover }) => handover?.withdrawalSentOn ?? null)(fold),
  urged: undecided,
  decidedElsewhere: undecided,
  returnedByPartner: undecided,
  withdrawnElsewhere: undecided,
  resultReceived: decidedThere,
  grantedElsewhere: endsAs('grantedElsewhere'),
  refusedElsewhere: endsAs('refusedElsewhere'),
  notAcceptedElsewhere: endsAs('notAcceptedElsewhere'),
  abandonedElsewhere: endsAs('abandonedElsewhere'),
  returnedElsewhere: endsAs('returnedElsewhere'),
  changedElsewhere: decidedThere,
  reopenedElsewhere: (fold) =>
    fold.handover !== null && fold.state === 'withdrawn' ? undefined : decidedThere(fold),
  archived: once('archivedOnce', (fold) => fold.archivedOn),
  fileReceived: once('archivedOnce', (fold) => fold.archivedOn),
  abandonmentUndone: once('archivedOnce', (fold) => fold.archivedOn),
} as const satisfies Partial<Record<EventType, Standing>>

const NEEDS_ANNULMENT: readonly State[] = ['granted', 'refused', 'notAccepted']

/** A decision is annulled before the case is reopened, but for an automatic one the applicant declined: a person
 * decides it anew while it stands (个人信息保护法 24). */
const mayReopen = ({ state, annulledOn, grantDeclinedOn }: CaseFold) =>
  !NEEDS_ANNULMENT.includes(state) || annulledOn !== null || grantDeclinedOn !== null
