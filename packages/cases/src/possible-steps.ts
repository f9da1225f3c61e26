/** What is possible in a case now, and who may do it: the answer to a wrong step, and the buttons of a page. */
import { ROLES, type Role } from '@tongban/kernel'
import { ruleOf, STEP_DOCUMENTS } from './event-rules.ts'
import type { CaseFold } from './fold.ts'
import { GUARDS } from './guard-texts.ts'
import { type Refusal, standing } from './guards.ts'
import { type EventType, possibleEvents } from './state.ts'
import { EVENT_NAMES } from './state-names.ts'

export type StepOffer = {
  readonly event: EventType
  readonly zh: string
  readonly en: string
  /** Roles of officials, and whoever else may take the step. */
  readonly by: readonly (Role | 'applicant' | 'party' | 'machine' | 'clock' | 'partner')[]
  readonly byZh: string
  readonly byEn: string
}

export type Because = Refusal & { readonly zh: string; readonly en: string }

export const becauseOf = (refused: Refusal): Because => ({ ...refused, ...GUARDS[refused.guard] })

const OTHERS = {
  applicant: { zh: '申请人', en: 'applicant' },
  party: { zh: '利害关系人', en: 'interested party' },
  machine: { zh: '系统', en: 'the system' },
  clock: { zh: '期限', en: 'the clock' },
  partner: { zh: '办理地', en: 'the competent region' },
} as const

/** Acts an interested party has as well as the applicant (行政许可法 36, 47). */
export const SPEAKING: readonly EventType[] = ['thirdPartyStated', 'hearingRequested']

/** What happens beside the procedure: it leads nowhere, so that nobody is offered it as a way on. */
export const BESIDE: readonly EventType[] = [
  'licenceIssued',
  'fileAdded',
  'identityRead',
  'legalHoldSet',
  'legalHoldLifted',
  'erased',
  'takenOverElsewhere',
  'clockTold',
  'resultReceived',
  'changedElsewhere',
  'reopenedElsewhere',
  'urgedByPartner',
  'abandonmentUndone',
  'fileReceived',
]

/** Steps the table and the guards that always hold leave open, in table order. */
export function possibleSteps(fold: CaseFold | null): readonly StepOffer[] {
  return possibleEvents(fold?.state ?? 'none')
    .filter((event) => !BESIDE.includes(event) && (fold === null || standing(fold, event) === undefined))
    .map((event) => offerOf(event))
}

/** A step with who may take it, in words; without `by`, everybody its rule names. */
export function offerOf(event: EventType, by: StepOffer['by'] = everybody(event)): StepOffer {
  const all = SPEAKING.includes(event) && by.includes('applicant') ? [...by, 'party' as const] : by
  const names = all.map((each) => (isRole(each) ? ROLES[each] : OTHERS[each]))
  return {
    event,
    zh: EVENT_NAMES[event].zh,
    en: DOING[event] ?? EVENT_NAMES[event].en,
    by: all,
    byZh: names.map(({ zh }) => zh).join('、'),
    byEn: names.map(({ en }) => en).join(', '),
  }
}

/** What somebody does who takes the step; the names of events say what has been done. */
const DOING: Partial<Record<EventType, string>> = {
  accepted: 'accept the application',
  supplementRequested: 'ask once for what is missing',
  supplemented: 'hand in what is missing',
  returned: 'return the papers',
  notRequired: 'tell that no licence is needed',
  notAccepted: 'refuse to accept',
  referred: 'refer to a person',
  assigned: 'assign a handler',
  inspected: 'record the check by two officials',
  licenceChecked: 'check the licence held now',
  thirdPartyNotified: 'notify interested parties',
  thirdPartyStated: 'state views on the application',
  hearingRequested: 'ask for a hearing',
  hearingHeld: 'record the hearing',
  opinionGiven: 'give the opinion of the department',
  suspended: 'begin a special procedure',
  resumed: 'end a special procedure',
  extended: 'extend the limit',
  forwarded: 'forward to the superior organ',
  signed: 'sign',
  sentBack: 'send back to the handler',
  granted: 'grant',
  refused: 'refuse',
  delivered: 'record the service',
  automaticDecisionDeclined: 'decline the automatic decision',
  withdrawn: 'withdraw the application',
  abandoned: 'record that the application was given up',
  corrected: 'correct the decision',
  annulled: 'annul the decision',
  reopened: 'reopen the case',
  archived: 'file the case',
  transferred: 'hand over to the competent region',
  supplementForwarded: 'hand in what the competent region asks for',
  withdrawalForwarded: 'withdraw the application',
  urged: 'urge the competent region',
}

const isRole = (name: StepOffer['by'][number]): name is Role => Object.hasOwn(ROLES, name)

function everybody(event: EventType): StepOffer['by'] {
  const { roles, others } = ruleOf(event)
  return [...roles, ...others]
}

/** What a step has to carry, for a form: reason, ground, and the document that goes with it. */
export function needsOf(event: EventType) {
  const { reason, ground, document, basis } = ruleOf(event)
  return { reason, ground, document: document === null ? null : STEP_DOCUMENTS[document], basis }
}
