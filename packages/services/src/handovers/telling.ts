import type { CaseEvent, CaseFold, EventType } from '@tongban/cases'
import type { Deadline, MessageType } from '@tongban/exchange'
import type { Json } from '@tongban/kernel'
import type { HandoverRow } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { Papers } from './papers.ts'

/**
 * How one event becomes messages to one partner: codes, dates and digests in the open, what is personal apart, to be
 * sealed, and what it makes of the hand-over. One table for each side says which events are told; no other is.
 */
export type Telling = {
  readonly event: CaseEvent
  /** The case once all events of the batch are appended. */
  readonly fold: CaseFold
  /** As the messages before this one have left it. */
  readonly handover: HandoverRow
  /** As it is reckoned here; null at the receiving region, which reckons nothing. */
  readonly deadline: Deadline | null
  readonly papers: Papers
  readonly about: About
}

export type ToldMessage = {
  readonly type: MessageType
  /** Where it must be known before it is sealed; else it is given one. */
  readonly id?: string
  /** Id of the message it answers. */
  readonly inreplyto?: string
  readonly data: { readonly [name: string]: Json }
  /** Null: nothing in it is personal. */
  readonly personal: Json
  /** What becomes of the hand-over. */
  readonly makes?: Partial<
    Pick<HandoverRow, 'custody' | 'handlerReceivedAt' | 'acceptedAt' | 'decidedAt' | 'closedAt' | 'passed'>
  >
}

export type Teller = (telling: Telling) => readonly ToldMessage[]
export type TellTable = Partial<Record<EventType, Teller>>

/** What of a case is needed to tell of it; a loaded case is one, an application that is being taken in another. */
export type About = Pick<LoadedCase, 'handovers'> & {
  /** What happened before; nothing where the case begins. */
  readonly events?: LoadedCase['events']
  readonly row: Pick<LoadedCase['row'], 'caseNumber'>
  readonly policy: Pick<LoadedCase['policy'], 'plan' | 'calendar'>
}

/** Names the message it answers, where that is known; an event of before that was recorded has no id of it. */
export const answering = (id: Json | undefined): Pick<ToldMessage, 'inreplyto'> =>
  typeof id === 'string' && UUID.test(id) ? { inreplyto: id } : {}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * When the case came to the handling region: said with whatever it tells before it accepts, so that both sides keep the
 * same instant whichever word is its first.
 */
export const arrivalTold = (
  { role, acceptedAt, handlerReceivedAt }: HandoverRow,
  type: MessageType,
): { readonly handlerReceivedAt?: number } =>
  role === 'handling' && acceptedAt === null && handlerReceivedAt !== null && TELL_ARRIVAL.has(type)
    ? { handlerReceivedAt }
    : {}
const TELL_ARRIVAL: ReadonlySet<MessageType> = new Set([
  'case.supplement-requested',
  'case.clock-paused',
  'case.clock-resumed',
  'case.clock-extended',
  'case.deadline-told',
  'case.decided',
  'case.result-delivered',
  'case.withdrawn',
])

/** Objects without the entries that are not there, as JSON has it. */
export const present = (data: {
  readonly [name: string]: Json | undefined
}): { readonly [name: string]: Json } =>
  Object.fromEntries(Object.entries(data).filter((entry): entry is [string, Json] => entry[1] !== undefined))
