/** FEEL as written: the syntax tree before names are resolved and types known. `s` is the source text of the part. */
import type { CompareOp, MathOp } from '../plan/plan.ts'

type Part<K extends string, T = unknown> = { readonly k: K; readonly s: string } & T

export type Argument = { readonly name: string | null; readonly e: Expr }
export type Over = { readonly n: string; readonly of: Expr; readonly to: Expr | null }
export type Interval = {
  readonly lo: Expr
  readonly hi: Expr
  readonly loIn: boolean
  readonly hiIn: boolean
}

export type Expr =
  | Part<'literal', { readonly v: null | boolean | string }>
  | Part<'number', { readonly v: string }>
  | Part<'at', { readonly v: string }>
  | Part<'name', { readonly n: string }>
  | Part<'path', { readonly of: Expr; readonly n: string }>
  | Part<'neg', { readonly of: Expr }>
  | Part<'math', { readonly op: MathOp; readonly l: Expr; readonly r: Expr }>
  | Part<'cmp', { readonly op: CompareOp; readonly l: Expr; readonly r: Expr }>
  | Part<'and' | 'or', { readonly of: readonly Expr[] }>
  | Part<'between', { readonly v: Expr; readonly lo: Expr; readonly hi: Expr }>
  | Part<'in', { readonly v: Expr; readonly tests: readonly Test[] }>
  | Part<'if', { readonly c: Expr; readonly a: Expr; readonly b: Expr }>
  | Part<'list', { readonly of: readonly Expr[] }>
  | Part<'ctx', { readonly of: readonly { readonly n: string; readonly e: Expr }[] }>
  | Part<'range', Interval>
  | Part<'filter', { readonly of: Expr; readonly by: Expr }>
  | Part<'for' | 'some' | 'every', { readonly over: readonly Over[]; readonly e: Expr }>
  | Part<'call', { readonly fn: string; readonly args: readonly Argument[] }>
  | Part<'fn', { readonly params: readonly string[]; readonly e: Expr }>
  | Part<'is', { readonly of: Expr; readonly type: string; readonly list: boolean }>

export type Test =
  | { readonly u: 'op'; readonly s: string; readonly op: CompareOp; readonly e: Expr }
  | ({ readonly u: 'range'; readonly s: string } & Interval)
  | { readonly u: 'e'; readonly s: string; readonly e: Expr }

/** A cell: `-`, or tests of which one must hold, or none of which may hold. */
export type CellTests =
  | { readonly any: true }
  | { readonly any: false; readonly not: boolean; readonly tests: readonly Test[] }
