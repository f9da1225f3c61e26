/** What the comparison of two versions of rules says: parameters, expressions, rows, and who is treated differently. */
import type { Json } from '@tongban/kernel'
import type { HitPolicy } from '../plan/plan.ts'
import type { RowName } from './finding.ts'
import type { RowChange, RowPart } from './rows.ts'
import type { Witness } from './witness.ts'

export type ParameterChange = {
  readonly path: string
  readonly from: Json | undefined
  readonly to: Json | undefined
}

export type ExpressionChange = {
  readonly name: string
  readonly label: string
  readonly from: string | null
  readonly to: string | null
  /** An application for which it gives something else, with both values; null where none was found. */
  readonly shown: {
    readonly inputs: Readonly<Record<string, Json>>
    readonly from: Json
    readonly to: Json
  } | null
}

export type Treated = {
  readonly witness: Witness
  readonly from: Answered
  readonly to: Answered
  /** `mayDiffer`: what the rows give is worked out from inputs, or other rows may make up for it. */
  readonly outputs: 'different' | 'mayDiffer'
}
export type Answered = {
  readonly rows: readonly RowName[]
  /** What the rows give, as written. */
  readonly gives: readonly string[]
  /** The engine's value for the witness, where that is an application. */
  readonly value: Json | undefined
}

export type RowDifference = {
  readonly kind: RowChange['kind']
  readonly row: RowName
  readonly parts: readonly RowPart[]
  readonly from: string | null
  readonly to: string | null
}

export type TableDifference = {
  readonly table: string
  readonly label: string
  readonly kind: 'added' | 'removed' | 'compared'
  readonly hit: { readonly from: HitPolicy | null; readonly to: HitPolicy | null }
  readonly columns: { readonly added: readonly string[]; readonly removed: readonly string[] }
  readonly rows: readonly RowDifference[]
  /** Rows that were reworded, renamed or moved, and yet nobody is treated differently for it. */
  readonly withoutEffect: readonly RowDifference[]
  readonly treated: readonly Treated[]
  /** Number of regions in which the answers differ; more than `treated` lists when they are many. */
  readonly regions: number
  /** False when the comparison ran out of steps: what is listed is right, more may be missing. */
  readonly decided: boolean
}

export type DifferenceReport = {
  readonly parameters: readonly ParameterChange[]
  readonly inputs: { readonly added: readonly string[]; readonly removed: readonly string[] }
  readonly expressions: readonly ExpressionChange[]
  readonly tables: readonly TableDifference[]
  /** True only when nothing that decides differs, and all of it was decided. */
  readonly equal: boolean
}
