import { fail, ok, type Result } from '@tongban/kernel'
import type { Statement } from './statement.ts'

/**
 * The door to D1: one batch is one round trip and one transaction. `read` and `write` differ in what a caller
 * may do after a failure: a read may be tried again, a failed write has left nothing behind.
 */

/** A row with this key exists already in `table`; the whole batch was rolled back. */
export type WriteFailure = { readonly kind: 'conflict'; readonly table: string }

export interface Database {
  /** Runs the statements as one batch and returns each one's rows. */
  read<const S extends readonly Statement<unknown>[]>(
    statements: S,
  ): Promise<{ readonly [K in keyof S]: S[K] extends Statement<infer Row> ? readonly Row[] : never }>
  /** Runs the statements as one transaction: all or nothing. */
  write(statements: readonly Statement<unknown>[]): Promise<Result<void, WriteFailure>>
  /** How many round trips this object has made. */
  readonly roundTrips: number
}

/** `d1` bound to the region's database. Make one per request, so that round trips are counted per request. */
export function openDatabase(d1: D1Database): Database {
  const prepared = (statement: Statement<unknown>) => d1.prepare(statement.sql).bind(...statement.params)
  let roundTrips = 0
  return {
    get roundTrips() {
      return roundTrips
    },
    async read(statements) {
      roundTrips += 1
      const results = await d1.batch<Record<string, string | number | null>>(statements.map(prepared))
      return asRows(statements.map((statement, at) => statement.decode(results[at]?.results ?? [])))
    },
    async write(statements) {
      roundTrips += 1
      try {
        await d1.batch(statements.map(prepared))
        return ok(undefined)
      } catch (error) {
        const text = error instanceof Error ? error.message : ''
        const unique = /UNIQUE constraint failed: ([a-z_]+)\./.exec(text)
        if (unique?.[1] !== undefined) return fail({ kind: 'conflict', table: unique[1] })
        throw error
      }
    },
  }
}

/** Guarantee: element k was decoded by statement k, so the tuple has the statements' row types. */
function asRows<T>(rows: readonly (readonly unknown[])[]): T {
  return rows as T
}
