import type { Compiled } from './compiled/compiled.ts'

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
export function command<V extends Values>({ sql, values: slots }: Compiled): (values: V) => Statement {
  const bind = binderOf(slots)
  return (values) => ({ sql, params: bind(values), decode: none })
}

/**
 * A statement that returns rows of the selected fields, keyed as selected.
 */
export function select<Row extends Values, V extends Values = Record<never, never>>({
  sql,
  values: slots,
  columns,
}: Compiled): (values: V) => Statement<Row> {
  const bind = binderOf(slots)
  const decode = (rows: readonly Values[]) => rows.map((row) => asRow<Row>(columns, row))
  return (values) => ({ sql, params: bind(values), decode })
}

const none = () => []

/** Which parameter takes which value is told apart once for each statement. */
function binderOf(slots: Compiled['values']): (values: Values) => SqlValue[] {
  const names = slots.map((slot) => ('name' in slot ? slot.name : null))
  const fixed = slots.map((slot) => ('name' in slot ? null : slot.fixed))
  return (values) => {
    const params = fixed.slice()
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] ?? null
      if (name !== null) params[at] = required(values, name)
    }
    return params
  }
}

/**
 * SQL written by hand where Drizzle has no words for it; `names` lists the values in order of `?`.
 */
export function handwritten<Row, V extends Values>(
  sql: string,
  names: readonly (keyof V & string)[],
  decode: Statement<Row>['decode'],
): (values: V) => Statement<Row> {
  return (values) => ({ sql, params: names.map((name) => required(values, name)), decode })
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
