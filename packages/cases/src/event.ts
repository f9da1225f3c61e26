import {
  canonicalJson,
  type EpochMs,
  fail,
  GENESIS,
  type Json,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import type { CaseFold } from './fold.ts'
import { type Refusal, standing } from './guards.ts'
import { type Because, becauseOf, possibleSteps, type StepOffer } from './possible-steps.ts'
import { type EventType, nextState, type State } from './state.ts'
import { step } from './step.ts'

/**
 * A case is an append-only list of events; its row is the fold of that list. Each event carries the hash of the
 * one before it, over its whole content. `data` holds codes, digests and references, never personal data, so
 * that the chain survives the erasure of what it points to.
 */

/** `partner`: the region that handles the case, by a message it has signed. */
export type ActorKind = 'machine' | 'applicant' | 'official' | 'clock' | 'partner'

export type CaseEvent = {
  readonly seq: number
  readonly type: EventType
  readonly at: EpochMs
  readonly actorKind: ActorKind
  /** Subject of the actor: an official's id, a digest for an applicant, the rule hash for the machine, a partner's code. */
  readonly actorSubject: string
  readonly data: { readonly [key: string]: Json }
  readonly hash: string
}

/** An event before it is appended. */
export type Happening = Omit<CaseEvent, 'seq' | 'hash'>

/**
 * A step that is not possible: where the case stands, what is possible now and who may take it, and which guard
 * stands against the step where the table alone would have allowed it.
 */
export type StepFailure = {
  readonly code: 'stepNotPossible'
  readonly state: string
  readonly possible: readonly string[]
  readonly who: readonly StepOffer[]
  readonly because: Because | null
}

/** The hash of event `seq` of a case, from the hash of the event before it. */
export function eventHash(
  caseNumber: string,
  event: Omit<CaseEvent, 'hash'>,
  previous: string,
): Promise<string> {
  return sha256Hex(linkText(caseNumber, event, previous))
}

/**
 * The canonical text that `linkHash` would hash, for content of these names: they are written in their order instead of
 * being put into it for every event. A test holds the two together.
 */
function linkText(
  caseNumber: string,
  { seq, type, at, actorKind, actorSubject, data }: Omit<CaseEvent, 'hash'>,
  previous: string,
): string {
  const actor = `"actorKind":${canonicalJson(actorKind)},"actorSubject":${canonicalJson(actorSubject)}`
  const rest = `"data":${canonicalJson(data)},"seq":${canonicalJson(seq)},"type":${canonicalJson(type)}`
  const content = `{${actor},"at":${canonicalJson(at)},"caseNumber":${canonicalJson(caseNumber)},${rest}}`
  return `{"content":${content},"previous":${canonicalJson(previous)}}`
}

export type Appended = { readonly fold: CaseFold; readonly events: readonly CaseEvent[] }

/** Appends happenings to a case (`fold` is null for a new one), or says what is possible instead. */
export function append(
  caseNumber: string,
  fold: CaseFold | null,
  happenings: readonly Happening[],
): Promise<Result<Appended, StepFailure>> {
  return appendChecked(caseNumber, fold, happenings, () => ok(null))
}

/** The same, with one more question before each happening; all are appended or none. */
export async function appendChecked<F>(
  caseNumber: string,
  fold: CaseFold | null,
  happenings: readonly Happening[],
  check: (fold: CaseFold | null, happening: Happening) => Result<null, F>,
): Promise<Result<Appended, F | StepFailure>> {
  const events: CaseEvent[] = []
  let current = fold
  for (const happening of happenings) {
    const state = nextOf(current, happening.type)
    if (!state.ok) return state
    const checked = check(current, happening)
    if (!checked.ok) return checked
    const unhashed = { ...happening, seq: (current?.seq ?? 0) + 1 }
    const event = { ...unhashed, hash: await eventHash(caseNumber, unhashed, current?.headHash ?? GENESIS) }
    events.push(event)
    current = step(current, event, state.value)
  }
  if (current === null) throw new Error('nothing to append')
  return ok({ fold: current, events })
}

/** Folds a stored list from its first event. Throws when the list could not have been appended: a bug or a forgery. */
export function foldEvents(events: readonly CaseEvent[]): CaseFold {
  let current: CaseFold | null = null
  for (const event of events) {
    const state = nextOf(current, event.type)
    if (!state.ok || event.seq !== (current?.seq ?? 0) + 1) {
      throw new Error(`event ${event.seq} ${event.type} cannot follow ${current?.state ?? 'none'}`)
    }
    current = step(current, event, state.value)
  }
  if (current === null) throw new Error('a case has at least one event')
  return current
}

/** Where an event leads by the table and the guards that always hold. */
export function nextOf(fold: CaseFold | null, event: EventType): Result<State, StepFailure> {
  const state = nextState(fold?.state ?? 'none', event)
  if (state === undefined) return fail(stepFailure(fold, null))
  const refused = fold === null ? undefined : standing(fold, event)
  return refused === undefined ? ok(state) : fail(stepFailure(fold, refused))
}

export const stepFailure = (fold: CaseFold | null, refused: Refusal | null): StepFailure => {
  const who = possibleSteps(fold)
  return {
    code: 'stepNotPossible',
    state: fold?.state ?? 'none',
    possible: who.map(({ event }) => event),
    who,
    because: refused === null ? null : becauseOf(refused),
  }
}
