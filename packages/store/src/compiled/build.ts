import { is, Param, Placeholder, type Query } from 'drizzle-orm'
import {
  QueryBuilder,
  SQLiteAsyncDialect,
  SQLiteInsertBuilder,
  type SQLiteSession,
  type SQLiteTable,
  SQLiteUpdateBuilder,
} from 'drizzle-orm/sqlite-core'
import type { SqlValue } from '../statement.ts'
import type { Compiled } from './compiled.ts'

/** Drizzle's builders without a connection, and what they build compiled to text. Used when statements are compiled. */

type NoSession = SQLiteSession<'async', unknown, Record<string, never>, Record<string, never>>

const dialect = new SQLiteAsyncDialect()

/** Builders that are asked for SQL text only. */
export const build = Object.assign(new QueryBuilder(dialect), {
  insert: <T extends SQLiteTable>(table: T) => new SQLiteInsertBuilder(table, noSession(), dialect),
  update: <T extends SQLiteTable>(table: T) => new SQLiteUpdateBuilder(table, noSession(), dialect),
})

/** Guarantee: `toSQL` never looks at the session; a statement that were run through it would fail at once. */
const noSession = () => undefined as unknown as NoSession

/** One placeholder per column of a table, for an insert of a whole row. */
export function placeholdersOf<Columns extends object>(
  columns: Columns,
): { [K in keyof Columns]: Placeholder } {
  return fromEntries<Columns>(Object.keys(columns).map((key) => [key, new Placeholder(key)]))
}

type Definition = {
  readonly query: { toSQL(): Query }
  readonly fields?: Readonly<Record<string, { readonly name: string }>>
}

/** The text of a definition, the order of its values, and under which key each column is given out. */
export function compile({ query, fields = {} }: Definition): Compiled {
  const { sql, params } = query.toSQL()
  const columns = Object.entries(fields).map(([key, { name }]) => [key, name] as const)
  if (new Set(columns.map(([, name]) => name)).size !== columns.length) {
    throw new Error(`two selected columns share a name: ${sql}`)
  }
  const values = params.map((param) => {
    // An insert wraps each placeholder with its column's encoder; texts and integers need none.
    const inner: unknown = is(param, Param) ? param.value : param
    return is(inner, Placeholder) ? { name: inner.name } : { fixed: fixedValue(inner) }
  })
  return { sql, values, columns }
}

function fixedValue(param: unknown): SqlValue {
  if (typeof param === 'string' || typeof param === 'number' || param === null) return param
  throw new Error('a fixed parameter must be text, a number or null')
}

/** Guarantee: the entries were made from the keys of `Columns`, one each. */
function fromEntries<Columns extends object>(entries: (readonly [string, Placeholder])[]) {
  return Object.fromEntries(entries) as { [K in keyof Columns]: Placeholder }
}
