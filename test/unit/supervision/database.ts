import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { fail, ok } from '@tongban/kernel'
import type { Database, SqlValue, Statement } from '@tongban/store'

/**
 * The region's tables in memory, with one batch one transaction as in D1, D1's limits, and whatever goes wrong around a
 * batch: it is lost before it arrives, or its answer is.
 */
export type Fault = 'before' | 'after' | null
export class Lost extends Error {}
export type MemoryDatabase = Database & {
  /** Statements and the largest list of rows since it was opened. */
  readonly figures: { statements: number; mostRows: number }
  readonly rows: (sql: string, ...values: readonly SqlValue[]) => readonly Record<string, SqlValue>[]
  readonly close: () => void
  /** Called at once after each batch that was committed. */
  committed: (statements: readonly Statement<unknown>[]) => void
  /** Asked before each batch. */
  fault: () => Fault
  /** Changes the text of a statement, as a bug would. */
  meddle: (sql: string) => string | null
}

const MOST_ROWS = 1_000
const MOST_PARAMS = 100
const MOST_BYTES = 2_000_000
/** The folder of the migrations, from wherever the tests run. */
const MIGRATIONS = resolve(import.meta.dirname, '../../../migrations')

/** In memory, or in a file where there is much in it. */
export function openMemoryDatabase(file = ':memory:'): MemoryDatabase {
  const sqlite = new DatabaseSync(file)
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .toSorted())
    for (const statement of readFileSync(resolve(MIGRATIONS, file), 'utf8').split('--> statement-breakpoint'))
      sqlite.exec(statement)
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string) => {
    const known = prepared.get(sql) ?? sqlite.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const run = ({ sql, params }: Statement<unknown>) => {
    if (params.length > MOST_PARAMS) throw new Error('too many SQL variables')
    for (const value of params)
      if (typeof value === 'string' && Buffer.byteLength(value) > MOST_BYTES)
        throw new Error('string or blob too big')
    const meddled = memory.meddle(sql)
    if (meddled === null) return []
    memory.figures.statements += 1
    const rows = asRows(prepare(meddled).all(...params))
    memory.figures.mostRows = Math.max(memory.figures.mostRows, rows.length)
    if (rows.length > MOST_ROWS) throw new Error('a statement answered more rows than it may')
    return rows
  }
  const transaction = <T>(work: () => T): T => {
    sqlite.exec('BEGIN')
    try {
      const done = work()
      sqlite.exec('COMMIT')
      return done
    } catch (error) {
      sqlite.exec('ROLLBACK')
      throw error
    }
  }
  /** What happens to a batch on its way there and back; others may come first. */
  const carried = async <T>(
    kind: 'read' | 'write',
    statements: readonly Statement<unknown>[],
    work: () => T,
  ): Promise<T> => {
    memory.trips += 1
    await null
    const fault = memory.fault()
    if (fault === 'before') throw new Lost('lost before it arrived')
    const done = transaction(work)
    if (kind === 'write') memory.committed(statements)
    await null
    if (fault === 'after') throw new Lost('its answer was lost')
    return done
  }
  const memory = {
    trips: 0,
    get roundTrips() {
      return memory.trips
    },
    figures: { statements: 0, mostRows: 0 },
    rows: (sql: string, ...values: readonly SqlValue[]) => asRows(prepare(sql).all(...values)),
    close: () => sqlite.close(),
    committed: (_: readonly Statement<unknown>[]) => {},
    fault: (): Fault => null,
    meddle: (sql: string): string | null => sql,
    async read<T>(statements: readonly Statement<unknown>[]) {
      const rows = await carried('read', statements, () => statements.map((each) => each.decode(run(each))))
      return asDecoded<T>(rows)
    },
    async write(statements: readonly Statement<unknown>[]) {
      try {
        await carried('write', statements, () => statements.map((each) => run(each)))
        return ok(undefined)
      } catch (error) {
        const unique = /UNIQUE constraint failed: ([a-z_]+)\./.exec(
          error instanceof Error ? error.message : '',
        )
        if (unique?.[1] === undefined) throw error
        return fail({ kind: 'conflict' as const, table: unique[1] })
      }
    },
  }
  return memory
}

/** Guarantee: the tables hold text, integers and nothing else. */
const asRows = (rows: readonly unknown[]) => rows as readonly Record<string, SqlValue>[]
/** Guarantee: element k was decoded by statement k, so the tuple has the statements' row types. */
const asDecoded = <T>(rows: readonly (readonly unknown[])[]) => rows as T
