/**
 * What the Workers in which cases change ask of the one that holds the exchange keys, over a service binding; no HTTP
 * route leads here. A message is sealed before the batch that commits its cause, so that nothing can change without its
 * message, and no message leaves without its cause.
 */
import type { Json } from '@tongban/kernel'
import type { Message, MessageDraft, SealedMessage } from './message.ts'
import type { VerdictCode } from './verdict-codes.ts'
import type { PartnerKey } from './wire/keys.ts'

/** In the error of a seal for which there is no key, as it is known over a binding, which keeps its text alone. */
export const NO_OFFICE_KEY = 'no key in force for office'

export interface Courier {
  /**
   * Seals each draft to the key of the office it is for, in the order given: the drafts of one case follow each other, and
   * `previous` of all but the first of them is filled in here. Throws when a partner or its office's key is not known.
   */
  seal(drafts: readonly MessageDraft[]): Promise<readonly SealedMessage[]>
  /**
   * Sends what waits for these partners now; called after the answer. What was inserted already leased is handed on and
   * goes without being taken first; where it is lost it is sent when its lease is over.
   */
  send(partners: readonly string[], inHand?: InHand): Promise<void>
  /** The public keys of this region, as it tells them to partners. */
  keys(): Promise<readonly PartnerKey[]>
}

/** Messages that are leased to this holder already. */
export type InHand = { readonly holder: string; readonly messages: readonly SealedMessage[] }

/** What cron asks of the exchange Worker; each answers one line for the job list. */
export interface ExchangeJobs {
  /** Sends what is due and applies what has come in. */
  carry(): Promise<string>
  /** Compares heads with each partner, asks for what is missing, writes down what differs. */
  compareHeads(): Promise<string>
  /** Forgets nonces whose time is over, and what no case needs any more. */
  forget(): Promise<string>
}

/** A message that has come in, opened: what the service that applies it is given. */
export type OpenedMessage = {
  readonly message: Message
  readonly digest: string
  readonly personal: Json
  /** When this region stored it, epoch ms. */
  readonly storedAt: number
}

/** What became of a message that was applied. A refusal is final, and the sender is told it. */
export type Applied =
  | { readonly state: 'applied' }
  | { readonly state: 'refused'; readonly code: VerdictCode; readonly zh: string; readonly en: string }
  /** Not now: a service it needs does not answer, or somebody else changed the case at the same time. */
  | { readonly state: 'later'; readonly reason: string }

/** The Worker that decides takes applications over and applies what partners tell; bound by the exchange Worker alone. */
export interface CaseTaker {
  apply(opened: OpenedMessage): Promise<Applied>
}
