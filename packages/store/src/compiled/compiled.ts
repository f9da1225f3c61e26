import type { SqlValue } from '../statement.ts'

/** A statement as text: what Drizzle made of its definition. */
export type Compiled = {
  readonly sql: string
  /** The values of `?` in order: bound by name, or fixed. */
  readonly values: readonly ({ readonly name: string } | { readonly fixed: SqlValue })[]
  /** Key and column name of each selected column. */
  readonly columns: readonly (readonly [key: string, column: string])[]
}
