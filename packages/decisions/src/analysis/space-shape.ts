import type { InputColumn, Node, Table } from '../plan/plan.ts'
import type { Value } from '../values/value.ts'
import type { ValueAxis } from './axis.ts'
import type { Box, Grid } from './grid.ts'
import type { RelationAtom } from './relation.ts'
import type { Subject } from './term.ts'

/** An expression to be evaluated by one of the plans. */
export type Probe = { readonly context: number; readonly node: Node }

type Common = {
  readonly column: SpaceColumn
  /** The version it belongs to, when only one of those compared has it. */
  readonly version: number | null
  readonly size: number
  readonly probes: readonly Probe[]
  /** The cell of the values of its probes; -1 when these cannot occur. */
  readonly locate: (values: readonly Value[]) => number
}
export type Axis = Common &
  (
    | { readonly kind: 'value'; readonly values: ValueAxis }
    | {
        readonly kind: 'relation'
        readonly atoms: readonly RelationAtom[]
        readonly to: string
        readonly otherNull: boolean
      }
    | { readonly kind: 'member'; readonly member: Value }
    | { readonly kind: 'condition'; readonly text: string }
  )

export type SpaceColumn = {
  readonly context: number
  /** Whether all versions compared have it with the same meaning. */
  readonly shared: boolean
  readonly e: Node
  readonly text: string
  readonly label: string
  readonly type: InputColumn['type']
  readonly subject: Subject
  readonly nullable: boolean
  readonly whole: boolean
  readonly finite: readonly Value[] | undefined
}

/** The boxes of each row; undefined for a row that would need too many. */
export type RowBoxes = readonly (readonly Box[] | undefined)[]
export type Space = {
  readonly axes: readonly Axis[]
  readonly grid: Grid
  readonly tables: readonly RowBoxes[]
  /** Cells that cannot be, because two axes speak of one column: a list that is null has no members. */
  readonly walls: readonly Box[]
  /** The column of a row whose cell no value at all meets. */
  readonly blame: (table: Table, row: number) => InputColumn | null
}

/** Values a column is restricted to by the way the decision is used. */
export type Restriction = (column: InputColumn) => readonly Value[] | undefined
