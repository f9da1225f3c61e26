import { fail, ok, type Result } from '@tongban/kernel'
import type { Statement } from './statement.ts'

/**
 * The door to D1: one batch is one round trip and one transaction. `read` and `write` differ in what a caller
 * may do after a failure: a read may be tried again, a failed write has left nothing behind.
 */

/** A row with this key exists already in `table`; the whole batch was rolled back. */
export type WriteFailure = { readonly kind: 'conflict'; readonly table: string }

export type RowsOf<S extends readonly Statement<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Statement<infer Row> ? readonly Row[] : never
}

export interface Database {
  /** Runs the statements as one batch and returns each one's rows. */
  read<const S extends readonly Statement<unknown>[]>(statements: S): Promise<RowsOf<S>>
  /** Runs the statements as one transaction: all or nothing. */
  write(statements: readonly Statement<unknown>[]): Promise<Result<void, WriteFailure>>
  /** How many round trips this object has made. */
  readonly roundTrips: number
}

/** `d1` bound to the region's database. Make one per request, so that round trips are counted per request. */
export const openDatabase = (d1: D1Database): Database => new Counted(d1)

/** A class, since every request makes one: a literal with a getter costs the engine ten times as much. */
class Counted implements Database {
  readonly #d1: D1Database
  roundTrips = 0

  constructor(d1: D1Database) {
    this.#d1 = d1
  }

  readonly read: Database['read'] = async (statements) => {
    // D1 answers an empty batch with an error.
    if (statements.length === 0) return asRows([])
    this.roundTrips += 1
    const results = await this.#d1.batch<Record<string, string | number | null>>(this.#prepared(statements))
    return asRows(statements.map((statement, at) => statement.decode(results[at]?.results ?? [])))
  }

  readonly write: Database['write'] = async (statements) => {
    if (statements.length === 0) return ok(undefined)
    this.roundTrips += 1
    try {
      await this.#d1.batch(this.#prepared(statements))
      return ok(undefined)
    } catch (error) {
      const failure = writeFailureOf(error)
      if (failure !== null) return fail(failure)
      throw error
    }
  }

  #prepared(statements: readonly Statement<unknown>[]) {
    return statements.map(({ sql, params }) => this.#d1.prepare(sql).bind(...params))
  }
}

/** Null: it is no failure that a caller can do anything about. */
export function writeFailureOf(error: unknown): WriteFailure | null {
  const text = error instanceof Error ? error.message : ''
  const table = /UNIQUE constraint failed: ([a-z_]+)\./.exec(text)?.[1]
  return table === undefined ? null : { kind: 'conflict', table }
}

/** Guarantee: element k was decoded by statement k, so the tuple has the statements' row types. */
function asRows<T>(rows: readonly (readonly unknown[])[]): T {
  return rows as T
}
