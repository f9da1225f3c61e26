import { handwritten, type SqlValue, type Statement } from './statement.ts'

/**
 * Statements that copy whole tables, as they are stored: what is encrypted stays so. A generated column is left out,
 * and the migrations are not data. Nor are the sessions of the pages and what is filled in during them: a copy would bring
 * back who was signed in and what they had thrown away, all of it over within a day. Names of tables and columns come from
 * the database itself, never from a caller.
 */
export type TableColumn = { readonly table: string; readonly column: string; readonly isInteger: boolean }

export const tableColumns = /* @__PURE__ */ handwritten<TableColumn, Record<never, never>>(
  `SELECT t.name AS name, c.name AS column_name, c.type AS type
   FROM sqlite_master t JOIN pragma_table_info(t.name) c
   WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
     AND t.name NOT IN ('d1_migrations', 'sessions', 'session_drafts')
   ORDER BY t.name, c.cid`,
  [],
  (rows) =>
    rows.map((row) => ({
      table: String(row.name),
      column: String(row.column_name),
      isInteger: String(row.type).toUpperCase() === 'INTEGER',
    })),
)

export const appliedMigrations = /* @__PURE__ */ handwritten<{ readonly name: string }, Record<never, never>>(
  'SELECT name FROM d1_migrations ORDER BY id',
  [],
  (rows) => rows.map((row) => ({ name: String(row.name) })),
)

/** What tells whether a table is still as it was: rows, the last of them, and sums over what every change touches. */
export type TableState = {
  readonly rows: number
  readonly last: number
  readonly numbers: number
  readonly lengths: number
}

/** The modulus keeps sums of instants exact. */
export const stateSql = (columns: readonly TableColumn[]): string => {
  const [first] = columns
  const sums = (of: readonly TableColumn[], each: (name: string) => string) =>
    of.length === 0 ? '0' : of.map(({ column }) => `coalesce(sum(${each(column)}), 0)`).join(' + ')
  const numbers = sums(
    columns.filter(({ isInteger }) => isInteger),
    (name) => `"${name}" % 1000003`,
  )
  const lengths = sums(
    columns.filter(({ isInteger }) => !isInteger),
    (name) => `length("${name}")`,
  )
  return `SELECT count(*) AS rows, coalesce(max(rowid), 0) AS last, ${numbers} AS numbers, ${lengths} AS lengths FROM "${first?.table ?? ''}"`
}

export const tableState = (columns: readonly TableColumn[]): Statement<TableState> =>
  handwritten<TableState, Record<never, never>>(stateSql(columns), [], (rows) =>
    rows.map(({ rows: count, last, numbers, lengths }) => ({
      rows: Number(count),
      last: Number(last),
      numbers: Number(numbers),
      lengths: Number(lengths),
    })),
  )({})

/** Rows after row `after`, each as its number and its values in the order of the columns. */
export function tableRows(
  columns: readonly TableColumn[],
  page: { readonly after: number; readonly limit: number },
): Statement<readonly SqlValue[]> {
  const names = columns.map(({ column }) => `"${column}"`).join(', ')
  return handwritten<readonly SqlValue[], typeof page>(
    () =>
      `SELECT rowid AS "row number", ${names} FROM "${columns[0]?.table ?? ''}" WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    ['after', 'limit'],
    (rows) =>
      rows.map((row) => [row['row number'] ?? null, ...columns.map(({ column }) => row[column] ?? null)]),
  )(page)
}
