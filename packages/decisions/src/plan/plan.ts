/**
 * A plan: one published DMN model as plain JSON, parsed, resolved and type-checked. It holds all that evaluation
 * needs and all that the published page prints, so the texts people read and the rules that run are one document
 * with one hash. Nothing here is code; `closures/` turns it into functions.
 */
import type { Json } from '@tongban/kernel'
import type { Field, Type } from './type.ts'

export const PLAN_FORMAT = 'dmn-plan/1'

export type MathOp = '+' | '-' | '*' | '/' | '**'
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='
export type TemporalType =
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'

export type Iterator = { readonly n: string; readonly of: Node; readonly to?: Node }

/** An expression. `k` names its kind; names are resolved: `var` is an input, a decision, a parameter or a local. */
export type Node =
  | { readonly k: 'lit'; readonly v: null | boolean | string }
  | { readonly k: 'num'; readonly v: string }
  | { readonly k: 'temporal'; readonly type: TemporalType; readonly v: string }
  | { readonly k: 'var'; readonly n: string }
  /** A name within a filter over elements of unknown type: the element's own entry if it has one, else `other`. */
  | { readonly k: 'own'; readonly item: string; readonly n: string; readonly other?: Node }
  | { readonly k: 'path'; readonly of: Node; readonly n: string }
  | { readonly k: 'neg'; readonly of: Node }
  | { readonly k: 'math'; readonly op: MathOp; readonly l: Node; readonly r: Node }
  | { readonly k: 'cmp'; readonly op: CompareOp; readonly l: Node; readonly r: Node }
  | { readonly k: 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly k: 'in'; readonly v: Node; readonly tests: readonly Unary[]; readonly local: string }
  | { readonly k: 'if'; readonly c: Node; readonly a: Node; readonly b: Node }
  | { readonly k: 'list'; readonly of: readonly Node[] }
  | { readonly k: 'ctx'; readonly of: readonly Entry[]; readonly result?: Node }
  | {
      readonly k: 'range'
      readonly lo: Node
      readonly hi: Node
      readonly loIn: boolean
      readonly hiIn: boolean
    }
  | { readonly k: 'index'; readonly of: Node; readonly at: Node; readonly item: string }
  | { readonly k: 'filter'; readonly of: Node; readonly item: string; readonly by: Node }
  | { readonly k: 'for' | 'some' | 'every'; readonly over: readonly Iterator[]; readonly e: Node }
  | { readonly k: 'call'; readonly fn: string; readonly args: readonly Node[] }
  | { readonly k: 'bkm'; readonly n: string; readonly args: readonly Node[] }
  | { readonly k: 'sort'; readonly of: Node; readonly a: string; readonly b: string; readonly before: Node }
  | { readonly k: 'is'; readonly of: Node; readonly type: Type }
  /** Value of a declared type or null: what DMN asks when a result does not conform to its declaration. */
  | { readonly k: 'conform'; readonly of: Node; readonly type: Type }
  | { readonly k: 'table'; readonly table: Table }

export type Entry = { readonly n: string; readonly v: string; readonly e: Node }

/** One test of a cell; the tested value is the variable `?` of the cell. */
export type Unary =
  | { readonly u: 'op'; readonly op: CompareOp; readonly e: Node }
  | {
      readonly u: 'range'
      readonly lo: Node
      readonly hi: Node
      readonly loIn: boolean
      readonly hiIn: boolean
    }
  /** Member of a list, or inside a range value. */
  | { readonly u: 'in'; readonly e: Node }
  /** A condition that speaks of `?` itself. */
  | { readonly u: 'true'; readonly e: Node }

export type HitPolicy = 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'

export type InputColumn = {
  readonly id: string | null
  readonly label: string
  readonly text: string
  readonly type: Type
  readonly e: Node
}
export type OutputColumn = {
  readonly name: string
  readonly label: string
  readonly type: Type
  /** Permitted results in order of priority, when given. */
  readonly values?: { readonly text: string; readonly of: readonly Node[] }
  readonly otherwise?: { readonly text: string; readonly e: Node }
}
export type Cell = { readonly text: string; readonly not?: true; readonly tests?: readonly Unary[] }
export type OutputCell = { readonly text: string; readonly e: Node }
export type Row = {
  readonly id: string
  readonly cells: readonly Cell[]
  readonly outputs: readonly OutputCell[]
  readonly notes: readonly string[]
  readonly description: string | null
}
export type Table = {
  /** Unique in the plan; the name of the decision, or of the knowledge model and entry it stands in. */
  readonly name: string
  readonly id: string | null
  readonly hit: HitPolicy
  readonly inputs: readonly InputColumn[]
  readonly outputs: readonly OutputColumn[]
  readonly annotations: readonly string[]
  readonly rows: readonly Row[]
}

export type PlanInput = { readonly name: string; readonly id: string | null; readonly type: Type }
export type PlanFunction = {
  readonly name: string
  readonly id: string | null
  readonly params: readonly Field[]
  readonly type: Type
  readonly body: Node
}
export type PlanDecision = {
  readonly name: string
  readonly id: string | null
  readonly label: string
  readonly description: string | null
  readonly type: Type
  /** Decisions and inputs it asks for, by name. */
  readonly requires: readonly string[]
  /** Text of a literal expression, as written. */
  readonly text: string | null
  readonly body: Node
}

export type Plan = {
  readonly format: typeof PLAN_FORMAT
  readonly name: string
  readonly namespace: string
  readonly inputs: readonly PlanInput[]
  readonly functions: readonly PlanFunction[]
  /** In an order in which each can be evaluated after those it requires. */
  readonly decisions: readonly PlanDecision[]
  /** Values of inputs bound at publication, by input name; they are part of the plan and of its hash. */
  readonly constants: { readonly [input: string]: Json }
}
