import type { EventType, StepFacts } from '@tongban/cases'
import type { CivilDate, FieldError, Json } from '@tongban/kernel'
import type { Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { Papers } from '../handovers/papers.ts'
import type { Texts } from './event-texts.ts'
import type { LoadedCase } from './load.ts'
import { documentReasons, referencesTo } from './step-facts.ts'
import type { ReasonInput, StepInputs } from './step-inputs.ts'
import type { StepName } from './step-names.ts'

export type Given<N extends StepName> = {
  readonly ctx: Context
  readonly loaded: LoadedCase
  readonly input: StepInputs[N]
  readonly today: CivilDate
}

export type Made = {
  /** Codes, dates and indexes; never words or names. */
  readonly data?: { readonly [key: string]: Json }
  /** What the document says; the case is as it will be once the event is appended. */
  readonly facts?: (after: LoadedCase) => StepFacts
  readonly errors?: readonly FieldError[]
  /** Rows that go with the event. */
  readonly statements?: readonly Statement[]
  /** What a grant states of its result, for the licence it issues. */
  readonly results?: { readonly [name: string]: Json }
  /** What a correction mends, for the licence that says the same. */
  readonly changes?: readonly { readonly from: string; readonly to: string }[]
  /** What the region that handles the case is handed with it. */
  readonly handedOver?: Papers['handedOver']
  /** What the step lacks, told only where the step itself is possible. */
  readonly lacks?: readonly FieldError[]
}

export type StepRow<N extends StepName> = {
  /** Which event the step is; in a case that another region handles it may be one of its own. */
  readonly event: (input: StepInputs[N], loaded: Pick<LoadedCase, 'fold'>) => EventType
  readonly make: (given: Given<N>) => Promise<Made> | Made
  /** The words that are kept, where they are not all that was told. */
  readonly words?: (input: StepInputs[N]) => Texts
}

/** The rows of some of the steps. */
export type StepRows<N extends StepName> = { readonly [Name in N]: StepRow<Name> }

/** Without undefined entries, as JSON has it. */
export const compact = (data: {
  readonly [key: string]: Json | undefined
}): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(data).filter((entry): entry is [string, Json] => entry[1] !== undefined))

export const only =
  (event: EventType): (() => EventType) =>
  () =>
    event

/** The step whose document needs its reasons and nothing else. */
export const reasoned = ({
  input,
}: {
  readonly input: { readonly reasons: readonly ReasonInput[] }
}): Made => ({
  data: { reasons: referencesTo(input.reasons) },
  facts: () => ({ reasons: documentReasons(input.reasons) }),
})

export const error = (pointer: string, zh: string, en: string): Made => ({ errors: [{ pointer, zh, en }] })
