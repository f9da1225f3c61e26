import { type Compiled, columnOf, listed } from './compiled/compiled.ts'

/**
 * Statements are written with Drizzle in `compiled/definitions.ts`, compiled to text once, and only bound per
 * request: a builder per request costs a quarter of the throughput. Nothing here touches a database.
 */

export type SqlValue = string | number | null

/** A bound statement; `decode` turns the database's rows into the aggregate's. */
export type Statement<Row = never> = {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly decode: (rows: readonly Readonly<Record<string, SqlValue>>[]) => readonly Row[]
}

type Values = Readonly<Record<string, SqlValue>>

/**
 * A statement that returns nothing. Each is marked pure where it is made, so that a Worker carries only those it uses.
 */
export function command<V extends Values>(compiled: Compiled): (values: V) => Statement {
  const sql = bounded(compiled.sql)
  const bind = binderOf(compiled)
  return (values) => ({ sql, params: bind(values), decode: none })
}

/**
 * A statement that returns rows of the selected fields, keyed as selected.
 */
export function select<Row extends Values, V extends Values = Record<never, never>>(
  compiled: Compiled,
): (values: V) => Statement<Row> {
  const sql = bounded(compiled.sql)
  const bind = binderOf(compiled)
  const columns = columnsOf(compiled)
  const decode = (rows: readonly Values[]) => rows.map((row) => asRow<Row>(columns, row))
  return (values) => ({ sql, params: bind(values), decode })
}

const none = () => []

/** SQLite plans a statement anew for each value that is bound to a bare `LIMIT ?`, which takes longer than most take to run; a sum it does not look into. */
const bounded = (sql: string) => sql.replace(/limit \?\d*/gi, '$&+0')

/** Which parameter takes which value is told apart once for each statement. */
function binderOf({ values, fixed = [] }: Compiled): (values: Values) => SqlValue[] {
  let next = 0
  const slots = listed(values).map((name) => (name === '=' ? { fixed: fixed[next++] ?? null } : { name }))
  const names = slots.map((slot) => ('name' in slot ? slot.name : null))
  const held = slots.map((slot) => ('name' in slot ? null : slot.fixed))
  return (given) => {
    const params = held.slice()
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] ?? null
      if (name !== null) params[at] = required(given, name)
    }
    return params
  }
}

/** Key and column of each selected column. */
const columnsOf = ({ columns }: Compiled): readonly (readonly [string, string])[] =>
  listed(columns).map((entry) => {
    const [key = entry, column = columnOf(key)] = entry.split(':')
    return [key, column]
  })

/**
 * SQL written by hand where Drizzle has no words for it; `names` lists the values in order of `?`.
 */
export function handwritten<Row, V extends Values>(
  /** Put together from parts only when it is first used: so that a Worker that does not use it need not carry it. */
  sql: string | (() => string),
  names: readonly (keyof V & string)[],
  decode: Statement<Row>['decode'],
): (values: V) => Statement<Row> {
  let text: string | undefined
  return (values) => {
    text ??= bounded(typeof sql === 'string' ? sql : sql())
    return { sql: text, params: names.map((name) => required(values, name)), decode }
  }
}

function required(values: Values, name: string): SqlValue {
  const value = values[name]
  if (value === undefined) throw new Error(`statement is missing its value: ${name}`)
  return value
}

/** Guarantee: the schema's columns are text and integers, so the row is the database's row renamed. */
function asRow<Row>(columns: readonly (readonly [string, string])[], row: Values): Row {
  const out: Record<string, SqlValue> = {}
  for (const [key, name] of columns) out[key] = row[name] ?? null
  return out as Row
}
