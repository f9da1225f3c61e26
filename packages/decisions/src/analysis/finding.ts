/** What an analysis finds in a table: plain data, with row ids and one concrete witness. */
import type { Json } from '@tongban/kernel'
import type { HitPolicy } from '../plan/plan.ts'
import type { Witness } from './witness.ts'

/**
 * `error`: an application exists for which the rules give no clear answer. `warning`: to be looked at before
 * publication. `note`: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note'

/** A row by its place (from 0) and the id and rule the table gives it. */
export type RowName = { readonly row: number; readonly id: string; readonly rule: string | null }

export type Finding = { readonly severity: Severity } & (
  | { readonly kind: 'gap'; readonly witness: Witness }
  | {
      readonly kind: 'overlap'
      readonly rows: readonly [RowName, RowName]
      /** Whether the two rows give the same; `mayDiffer` where it is worked out from inputs. */
      readonly outputs: 'same' | 'different' | 'mayDiffer'
      readonly witness: Witness
    }
  | {
      readonly kind: 'unreachable'
      readonly row: RowName
      /**
       * `impossible`: no value meets its cells. `switchedOff`: a value bound at publication does not.
       * `shadowed`: others are always taken before it.
       */
      readonly reason: 'impossible' | 'switchedOff' | 'shadowed'
      /** The column to blame, where one alone is. */
      readonly column: string | null
      readonly by: readonly RowName[]
      /** An application the row would fit, taken by the first of `by`; null for an impossible row. */
      readonly witness: Witness | null
    }
  | { readonly kind: 'duplicate'; readonly rows: readonly RowName[]; readonly witness: Witness }
  | { readonly kind: 'deadOutput'; readonly output: string; readonly value: Json }
  | {
      readonly kind: 'notDecided'
      readonly what: 'gaps' | 'overlaps' | 'unreachable'
      /** Rows it concerns; empty for the whole table. */
      readonly rows: readonly RowName[]
      readonly reason: 'tooManySteps' | 'tooManyBoxes'
    }
)

export type TableReport = {
  readonly table: string
  readonly label: string
  readonly hit: HitPolicy
  readonly rows: number
  readonly columns: number
  /** `notRequired`: the hit policy collects, so that no row at all is an answer too. `byDefault`: a default answers. */
  readonly complete: 'yes' | 'no' | 'byDefault' | 'notRequired' | 'notDecided'
  /** Pairs of rows that can both hit, all of them counted; with different outputs. */
  readonly overlaps: { readonly pairs: number; readonly different: number }
  /** Findings not listed, because there are too many of a kind. */
  readonly unlisted: number
  /** Conditions that were taken as independent of the columns' values, as written. */
  readonly independent: readonly string[]
  /** What the way the decision is used takes for granted, as `column = value`. */
  readonly given: readonly { readonly column: string; readonly value: Json }[]
  readonly findings: readonly Finding[]
}
