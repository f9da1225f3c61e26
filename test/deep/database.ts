import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The database file of a region that no longer runs; a live one is never opened. */

type Row = Readonly<Record<string, unknown>>

export function openStopped(state: string) {
  const folder = resolve(state, 'v3/d1')
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'))
  const [file, ...others] = files
  if (file === undefined || others.length > 0) throw new Error(`not one database: ${files.join(', ')}`)
  const database = new DatabaseSync(resolve(folder, file))
  const rows = (sql: string): readonly Row[] => database.prepare(sql).all()
  return {
    rows,
    /** How many rows each case has in a table. */
    perCase: (table: string) =>
      new Map(
        rows(`SELECT case_number, count(*) AS n FROM ${table} GROUP BY case_number`).map((row) => [
          String(row.case_number),
          Number(row.n),
        ]),
      ),
    close: () => database.close(),
  }
}
