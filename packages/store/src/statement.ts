import { is, Param, Placeholder, type Query } from 'drizzle-orm'
import {
  QueryBuilder,
  SQLiteAsyncDialect,
  SQLiteInsertBuilder,
  type SQLiteSession,
  type SQLiteTable,
  SQLiteUpdateBuilder,
} from 'drizzle-orm/sqlite-core'

/**
 * Statements are built once with Drizzle when the module starts and only bound per request: a builder per
 * request costs a quarter of the throughput. Nothing here touches a database.
 */

export type SqlValue = string | number | null

/** A bound statement; `decode` turns the database's rows into the aggregate's. */
export type Statement<Row = never> = {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly decode: (rows: readonly Readonly<Record<string, SqlValue>>[]) => readonly Row[]
}

type Values = Readonly<Record<string, SqlValue>>
type Buildable = { toSQL(): Query }
type NoSession = SQLiteSession<'async', unknown, Record<string, never>, Record<string, never>>

const dialect = new SQLiteAsyncDialect()

/** Drizzle's builders without a connection: they are asked for SQL text only. A driver would weigh more than they do. */
export const build = Object.assign(new QueryBuilder(dialect), {
  insert: <T extends SQLiteTable>(table: T) => new SQLiteInsertBuilder(table, noSession(), dialect),
  update: <T extends SQLiteTable>(table: T) => new SQLiteUpdateBuilder(table, noSession(), dialect),
})

/** Guarantee: `toSQL` never looks at the session; a statement that were run through it would fail at once. */
const noSession = () => undefined as unknown as NoSession

/** A statement that returns nothing. Each name in the values must be a placeholder of the query. */
export function command<V extends Values>(query: Buildable): (values: V) => Statement {
  const { sql, bind } = compile(query)
  return (values) => ({ sql, params: bind(values), decode: () => [] })
}

/** A statement that returns rows of the selected fields, keyed as selected. */
export function select<Row extends Values, V extends Values = Record<never, never>>(
  query: Buildable,
  fields: Readonly<Record<keyof Row & string, { readonly name: string }>>,
): (values: V) => Statement<Row> {
  const { sql, bind } = compile(query)
  const columns = Object.entries<{ readonly name: string }>(fields).map(
    ([key, { name }]) => [key, name] as const,
  )
  if (new Set(columns.map(([, name]) => name)).size !== columns.length) {
    throw new Error(`two selected columns share a name: ${sql}`)
  }
  const decode = (rows: readonly Values[]) => rows.map((row) => asRow<Row>(columns, row))
  return (values) => ({ sql, params: bind(values), decode })
}

/** SQL written by hand where Drizzle has no words for it; `names` lists the values in order of `?`. */
export function handwritten<Row, V extends Values>(
  sql: string,
  names: readonly (keyof V & string)[],
  decode: Statement<Row>['decode'],
): (values: V) => Statement<Row> {
  return (values) => ({ sql, params: names.map((name) => required(values, name)), decode })
}

/** One placeholder per column of a table, for an insert of a whole row. */
export function placeholdersOf<Columns extends object>(
  columns: Columns,
): { [K in keyof Columns]: Placeholder } {
  return fromEntries<Columns>(Object.keys(columns).map((key) => [key, new Placeholder(key)]))
}

function compile(query: Buildable): { sql: string; bind: (values: Values) => SqlValue[] } {
  const { sql, params } = query.toSQL()
  const slots = params.map((param) => {
    // An insert wraps each placeholder with its column's encoder; texts and integers need none.
    const inner: unknown = is(param, Param) ? param.value : param
    return is(inner, Placeholder) ? { name: inner.name } : { fixed: fixedValue(inner) }
  })
  return {
    sql,
    bind: (values) => slots.map((slot) => ('name' in slot ? required(values, slot.name) : slot.fixed)),
  }
}

function required(values: Values, name: string): SqlValue {
  const value = values[name]
  if (value === undefined) throw new Error(`statement is missing its value: ${name}`)
  return value
}

function fixedValue(param: unknown): SqlValue {
  if (typeof param === 'string' || typeof param === 'number' || param === null) return param
  throw new Error('a fixed parameter must be text, a number or null')
}

/** Guarantee: the schema's columns are text and integers, so Drizzle's row type is the database's row renamed. */
function asRow<Row>(columns: readonly (readonly [string, string])[], row: Values): Row {
  const out: Record<string, SqlValue> = {}
  for (const [key, name] of columns) out[key] = row[name] ?? null
  return out as Row
}

/** Guarantee: the entries were made from the keys of `Columns`, one each. */
function fromEntries<Columns extends object>(entries: (readonly [string, Placeholder])[]) {
  return Object.fromEntries(entries) as { [K in keyof Columns]: Placeholder }
}
