/**
 * The shapes of a decision by published rules. A machine approves, asks for a supplement, or refers to a person;
 * it never refuses. `elsewhere` says only that another region is competent.
 */
import type { Json } from '@tongban/kernel'
import type { SettledFact } from './fact.ts'

export type Outcome = 'approve' | 'supplement' | 'refer' | 'elsewhere'

/** Something that stands against approval now. `U.x` unknown, `C.x` contradictory, else the id of a row. */
export type Hindrance = {
  readonly rule: string
  readonly route: 'supplement' | 'refer'
  readonly code: string | null
  readonly zh: string
  readonly en: string
  /** Article, or 本地配置. */
  readonly basis: string
  /** What the applicant can hand in or do 补正; `null` where nothing helps. */
  readonly cure: { readonly zh: string; readonly en: string } | null
  /** Civil dates the row worked out, such as `eligibleOn`. */
  readonly dates: Readonly<Record<string, string>>
}

/** One row of one table: it held, failed first at a cell, or could not be said for want of inputs. */
export type RowTrace = {
  readonly table: string
  readonly row: number
  readonly rule: string | null
} & (
  | { readonly state: 'hit' }
  | { readonly state: 'miss'; readonly column: number }
  | { readonly state: 'unknown'; readonly inputs: readonly string[] }
)

export type Decision = {
  readonly outcome: Outcome
  /** Region the rules found competent; `null` when not told or not known. */
  readonly competent: { readonly here: boolean | null; readonly rule: string | null }
  readonly hindrances: readonly Hindrance[]
  /** Results by name of the decision (`result`, …); only when approved. */
  readonly result: { readonly [name: string]: Json } | null
  readonly trace: readonly RowTrace[]
  readonly facts: readonly SettledFact[]
  /** Names of the facts that were not known and that a row needed. */
  readonly unknownFacts: readonly string[]
}
