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
import { type Compiled, columnOf } from './compiled.ts'

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
  const fixed: SqlValue[] = []
  const values = params.map((param) => {
    // An insert wraps each placeholder with its column's encoder; texts and integers need none.
    const inner: unknown = is(param, Param) ? param.value : param
    if (is(inner, Placeholder)) return inner.name
    fixed.push(fixedValue(inner))
    return '='
  })
  return {
    sql: sql.replaceAll(QUOTED, (quoted, name: string) => (RESERVED.has(name) ? quoted : name)),
    ...(values.length === 0 ? {} : { values: values.join(' ') }),
    ...(fixed.length === 0 ? {} : { fixed }),
    ...(columns.length === 0
      ? {}
      : {
          columns: columns.map(([key, name]) => (columnOf(key) === name ? key : `${key}:${name}`)).join(' '),
        }),
  }
}

/** Names that need no quotes are written without; texts stand in the other kind of quotes, and none holds this one. */
const QUOTED = /"([a-z][a-z0-9_]*)"/g
/** Keywords of SQLite, all of them, whether or not it would take them for a name where they stand. */
const RESERVED = new Set(
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case cast
  check collate column commit conflict constraint create cross current current_date current_time current_timestamp database
  default deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive exists explain
  fail filter first following for foreign from full generated glob group groups having if ignore immediate in index indexed
  initially inner insert instead intersect into is isnull join key last left like limit match materialized natural no not
  nothing notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query raise range
  recursive references regexp reindex release rename replace restrict returning right rollback row rows savepoint select set
  table temp temporary then ties to transaction trigger unbounded union unique update using vacuum values view virtual when
  where window with without`.split(/\s+/),
)

function fixedValue(param: unknown): SqlValue {
  if (typeof param === 'string' || typeof param === 'number' || param === null) return param
  throw new Error('a fixed parameter must be text, a number or null')
}

/** Guarantee: the entries were made from the keys of `Columns`, one each. */
function fromEntries<Columns extends object>(entries: (readonly [string, Placeholder])[]) {
  return Object.fromEntries(entries) as { [K in keyof Columns]: Placeholder }
}
