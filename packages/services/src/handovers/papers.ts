import type { Json } from '@tongban/kernel'
import type { Answer } from '../applications/answer.ts'
import type { Texts } from '../cases/event-texts.ts'
import type { IssuedView } from '../licences/issue.ts'

/**
 * What goes with events that are about to be written and lies in no row that was read: the words of a step, the text of
 * its documents, the licences it issues. A partner region is told them in full, sealed to its office.
 */
export type Paper = {
  readonly number: string
  readonly kind: string
  readonly issuedOn: string
  readonly text: string
  /** SHA-256 of the text, hex. */
  readonly digest: string
}

export type Papers = {
  /** The words of one event, by its number. */
  readonly words: { readonly seq: number; readonly texts: Texts } | null
  readonly documents: readonly Paper[]
  readonly licences: readonly IssuedView[]
  /** What the machine decided, where it did. */
  readonly decided:
    | (Pick<Answer, 'reasons' | 'result'> & {
        readonly rules: { readonly id: string; readonly version: string; readonly hash: string } | null
      })
    | null
  /** Values an official stated for the result, by name. */
  readonly results: Answer['result']
  /** What the receiving region hands over with its event: an application, or a supplement. */
  readonly handedOver?:
    | { readonly data: { readonly [name: string]: Json }; readonly personal: Json }
    | undefined
}

export const NO_PAPERS: Papers = { words: null, documents: [], licences: [], decided: null, results: null }
