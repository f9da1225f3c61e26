import type { SqlValue } from '../statement.ts'

/** A statement as text: what Drizzle made of its definition, written short, since every Worker carries its own. */
export type Compiled = {
  readonly sql: string
  /** The values of `?` in order, with spaces between: the name one is bound by, or `=` for the next of `fixed`. */
  readonly values?: string
  readonly fixed?: readonly SqlValue[]
  /** The key of each selected column, with spaces between; `key:column` where the column is not the key in snake case. */
  readonly columns?: string
}

/** The column a key stands for where nothing else is said. */
export const columnOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const listed = (text: string | undefined): readonly string[] => (text ? text.split(' ') : [])
