/**
 * What people can do with a case now: every step that table, item and clock leave open, with who may take it. Each is
 * tried out as a sound step by somebody who may; what is refused even so is not offered. Nothing is appended.
 */
import { addWorkdays, civilDateAt } from '@tongban/calendar'
import type { EpochMs, Json, Role } from '@tongban/kernel'
import { HEARING_REQUEST_WORKDAYS } from './clock-rules.ts'
import type { Happening } from './event.ts'
import { ruleOf } from './event-rules.ts'
import { type CaseFold, openSuspensions } from './fold.ts'
import { couldHappen, rolesFor } from './may-happen.ts'
import { offerOf, type StepOffer } from './possible-steps.ts'
import { type EventType, possibleEvents } from './state.ts'
import type { StepPolicy } from './step-policy.ts'

/** Whoever tries: a person, in the role, the post and the department they act in. */
export type Trier = {
  readonly subject: string
  readonly role: Role
  readonly post: string
  readonly department: string
  readonly onBehalfOf: string | null
}

type Trial = { readonly fold: CaseFold; readonly policy: StepPolicy; readonly at: EpochMs }

/** Steps that some person may take now, in table order; what only the machine or the clock does is left out. */
export function offeredSteps(fold: CaseFold, policy: StepPolicy, at: EpochMs): readonly StepOffer[] {
  const trial = { fold, policy, at }
  return possibleEvents(fold.state).flatMap((event) => {
    const { others } = ruleOf(event)
    const roles = rolesNow(event, trial).filter((role) => isOpen(trial, event, anybody(trial, event, role)))
    const applicant = others.includes('applicant') && isOpen(trial, event, null)
    const by = [...roles, ...(applicant ? (['applicant'] as const) : [])]
    return by.length === 0 ? [] : [offerOf(event, by)]
  })
}

/** Whether this official could take the step now, were it filled in soundly. */
export const couldTake = (trial: Trial, event: EventType, trier: Trier): boolean =>
  rolesNow(event, trial).includes(trier.role) && isOpen(trial, event, trier)

/** Of the roles a step is for, those whose turn it is. */
function rolesNow(event: EventType, { fold, policy }: Trial): readonly Role[] {
  const roles = rolesFor(event, policy)
  if (event !== 'signed') return roles
  const next = policy.signatures[fold.signatures.length]
  return roles.filter((role) => role === next)
}

/** An official against whom nothing stands in person: the signer for a decision, the assigned one for a handler. */
function anybody({ fold, policy }: Trial, event: EventType, role: Role): Trier {
  const signer = fold.signatures.find((each) => each.role === role)?.subject
  const subject =
    event === 'granted' || event === 'refused'
      ? (signer ?? '')
      : role === 'handler'
        ? (fold.assignedTo ?? '')
        : ''
  return {
    subject,
    role,
    post: policy.posts[event]?.[0] ?? '',
    department: nextStage(fold, policy),
    onBehalfOf: null,
  }
}

/** `null` tries it as the applicant. */
function isOpen(trial: Trial, type: EventType, trier: Trier | null): boolean {
  const { fold, policy, at } = trial
  const happening: Happening = {
    type,
    at,
    actorKind: trier === null ? 'applicant' : 'official',
    actorSubject: trier?.subject ?? '',
    data: { ...soundData(trial, type), ...trier },
  }
  return couldHappen(fold, happening, policy)
}

/** What a sound step of this kind would carry. */
function soundData({ fold, policy, at }: Trial, type: EventType): { readonly [key: string]: Json } {
  const { calendar, plan } = policy
  const base = { reasons: ['text/1'], ground: 'ground', document: 'document', to: 'somebody' }
  switch (type) {
    case 'inspected':
      return { ...base, officials: ['one', 'two'] }
    case 'licenceChecked':
      return { ...base, finding: 'found', validUntil: fold.renewalExpiresOn ?? civilDateAt(at) }
    case 'thirdPartyNotified':
      return {
        ...base,
        parties: ['party'],
        untilOn: addWorkdays(calendar, civilDateAt(at), HEARING_REQUEST_WORKDAYS).on,
      }
    case 'opinionGiven':
    case 'signed':
      return { ...base, opinion: 'grant' }
    case 'suspended': {
      const open = openSuspensions(fold).map(({ ground }) => ground)
      const free = plan.grounds.find(({ code }) => !open.includes(code))
      return { ...base, ground: free?.code ?? '', neededWorkdays: 1 }
    }
    case 'resumed':
      return { ...base, suspension: openSuspensions(fold)[0]?.seq ?? 0 }
    case 'extended':
      return { ...base, workdays: 1 }
    default:
      return base
  }
}

/** The first department of joint handling that has not answered. */
function nextStage(fold: CaseFold, policy: StepPolicy): string {
  const waiting = policy.plan.joint?.stages.find(
    ({ department }) => !fold.opinions.some((given) => given.department === department),
  )
  return waiting?.department ?? ''
}
