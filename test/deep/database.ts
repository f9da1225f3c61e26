import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The database file of a region that no longer runs; a live one is never opened. */

type Row = Readonly<Record<string, unknown>>

/** The one database file of a region's folder. */
export const databaseFile = (state: string): string => sqliteFileIn(resolve(state, 'v3/d1'))

export function sqliteFileIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'))
  const [file, ...others] = files
  if (file === undefined || others.length > 0) throw new Error(`not one database: ${files.join(', ')}`)
  return resolve(folder, file)
}

export function openStopped(state: string) {
  const database = new DatabaseSync(databaseFile(state))
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
    /** How many rows a bound statement has, and the milliseconds until they are there. */
    time: (sql: string, params: readonly (string | number | null)[]) => {
      const statement = database.prepare(sql)
      const startedAt = performance.now()
      const { length } = statement.all(...params)
      return { rows: length, ms: performance.now() - startedAt }
    },
    close: () => database.close(),
  }
}
