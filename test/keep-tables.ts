type Value = string | number | null

/** Takes what the tables hold, row numbers included, and answers what puts it back. */
export async function keepTables(db: D1Database, tables: readonly string[]): Promise<() => Promise<void>> {
  const kept = await Promise.all(tables.map((table) => keep(db, table)))
  return async () => {
    await db.batch(kept.flatMap((statements) => statements()))
  }
}

async function keep(db: D1Database, table: string) {
  // `table_info` leaves out generated columns, which cannot be written.
  const { results: columns } = await db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .bind(table)
    .all<{ name: string }>()
  const names = ['rowid', ...columns.map(({ name }) => name)]
  const { results } = await db
    .prepare(`SELECT ${names.join(', ')} FROM ${table}`)
    .all<Record<string, Value>>()
  const insert = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  return () => [
    db.prepare(`DELETE FROM ${table}`),
    ...results.map((row) => db.prepare(insert).bind(...names.map((name) => row[name] ?? null))),
  ]
}
