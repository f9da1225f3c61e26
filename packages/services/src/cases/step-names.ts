import type { EventType } from '@tongban/cases'

/**
 * The steps people take, by the last part of their address, each with the event it appends. `decide` appends one of
 * two. Acts of the machine and the clock have no address.
 */
export const STEP_EVENTS = {
  accept: ['accepted'],
  'request-supplement': ['supplementRequested'],
  supplement: ['supplemented', 'supplementForwarded'],
  return: ['returned'],
  'not-required': ['notRequired'],
  'not-accepted': ['notAccepted'],
  assign: ['assigned'],
  inspect: ['inspected'],
  'check-licence': ['licenceChecked'],
  'notify-party': ['thirdPartyNotified'],
  'party-statement': ['thirdPartyStated'],
  'hearing-request': ['hearingRequested'],
  hearing: ['hearingHeld'],
  opinion: ['opinionGiven'],
  suspend: ['suspended'],
  resume: ['resumed'],
  extend: ['extended'],
  forward: ['forwarded'],
  sign: ['signed'],
  'send-back': ['sentBack'],
  decide: ['granted', 'refused'],
  deliver: ['delivered'],
  correct: ['corrected'],
  annul: ['annulled'],
  reopen: ['reopened'],
  abandon: ['abandoned'],
  urge: ['urged'],
} as const satisfies Record<string, readonly EventType[]>
export type StepName = keyof typeof STEP_EVENTS

/** Steps of the applicant that have services of their own. */
const APPLICANTS: Partial<Record<EventType, string>> = {
  withdrawn: 'withdraw',
  withdrawalForwarded: 'withdraw',
  automaticDecisionDeclined: 'refer',
}

/** The last part of the address under which this event is asked for; null where nobody can ask for it. */
export function stepOfEvent(event: EventType): string | null {
  const found = Object.entries(STEP_EVENTS).find(([, events]) => events.some((each) => each === event))
  return found?.[0] ?? APPLICANTS[event] ?? null
}
