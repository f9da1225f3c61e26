import { civilDateAt } from '@tongban/calendar'
import {
  type CivilDate,
  type EpochMs,
  fail,
  GENESIS,
  type Json,
  linkHash,
  ok,
  type Result,
} from '@tongban/kernel'
import { type EventType, isClosed, nextState, possibleEvents, type State } from './state.ts'

/**
 * A case is an append-only list of events; its row is the fold of that list. Each event carries the hash of the
 * one before it, over its whole content. `data` holds codes, digests and references, never personal data, so
 * that the chain survives the erasure of what it points to.
 */

export type ActorKind = 'machine' | 'applicant' | 'official' | 'clock'

export type CaseEvent = {
  readonly seq: number
  readonly type: EventType
  readonly at: EpochMs
  readonly actorKind: ActorKind
  /** Subject of the actor: an official's id, a digest for an applicant, the rule hash for the machine. */
  readonly actorSubject: string
  readonly data: { readonly [key: string]: Json }
  readonly hash: string
}

/** An event before it is appended. */
export type Happening = Omit<CaseEvent, 'seq' | 'hash'>

/** What the list of events adds up to. */
export type CaseFold = {
  readonly state: State
  readonly seq: number
  readonly headHash: string
  readonly receivedAt: EpochMs
  readonly receivedOn: CivilDate
  readonly acceptedOn: CivilDate | null
  readonly decidedOn: CivilDate | null
  readonly closedOn: CivilDate | null
  /** A person has the case: the machine will not decide it again. */
  readonly withPerson: boolean
}

export type StepFailure = {
  readonly code: 'stepNotPossible'
  readonly state: string
  readonly possible: readonly string[]
}

/** The hash of event `seq` of a case, from the hash of the event before it. */
export function eventHash(
  caseNumber: string,
  event: Omit<CaseEvent, 'hash'>,
  previous: string,
): Promise<string> {
  const { seq, type, at, actorKind, actorSubject, data } = event
  return linkHash(previous, { caseNumber, seq, type, at, actorKind, actorSubject, data })
}

/** Appends happenings to a case (`fold` is null for a new one), or says what is possible instead. */
export async function append(
  caseNumber: string,
  fold: CaseFold | null,
  happenings: readonly Happening[],
): Promise<Result<{ readonly fold: CaseFold; readonly events: readonly CaseEvent[] }, StepFailure>> {
  const events: CaseEvent[] = []
  let current = fold
  for (const happening of happenings) {
    const state = nextState(current?.state ?? 'none', happening.type)
    if (state === undefined) return fail(stepFailure(current))
    const unhashed = { ...happening, seq: (current?.seq ?? 0) + 1 }
    const event = { ...unhashed, hash: await eventHash(caseNumber, unhashed, current?.headHash ?? GENESIS) }
    events.push(event)
    current = step(current, event, state)
  }
  if (current === null) throw new Error('nothing to append')
  return ok({ fold: current, events })
}

/** Folds a stored list from its first event. Throws when the list could not have been appended: a bug or a forgery. */
export function foldEvents(events: readonly CaseEvent[]): CaseFold {
  let current: CaseFold | null = null
  for (const event of events) {
    const state = nextState(current?.state ?? 'none', event.type)
    if (state === undefined || event.seq !== (current?.seq ?? 0) + 1) {
      throw new Error(`event ${event.seq} ${event.type} cannot follow ${current?.state ?? 'none'}`)
    }
    current = step(current, event, state)
  }
  if (current === null) throw new Error('a case has at least one event')
  return current
}

function step(current: CaseFold | null, event: CaseEvent, state: State): CaseFold {
  const on = civilDateAt(event.at)
  const decides = event.type === 'granted' || event.type === 'notAccepted'
  return {
    state,
    seq: event.seq,
    headHash: event.hash,
    receivedAt: current?.receivedAt ?? event.at,
    receivedOn: current?.receivedOn ?? on,
    acceptedOn: event.type === 'accepted' ? on : (current?.acceptedOn ?? null),
    decidedOn: decides ? on : (current?.decidedOn ?? null),
    closedOn: isClosed(state) ? (current?.closedOn ?? on) : null,
    withPerson:
      event.type === 'referred' ||
      event.type === 'automaticDecisionDeclined' ||
      (current?.withPerson ?? false),
  }
}

const stepFailure = (current: CaseFold | null): StepFailure => ({
  code: 'stepNotPossible',
  state: current?.state ?? 'none',
  possible: possibleEvents(current?.state ?? 'none'),
})
