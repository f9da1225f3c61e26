import { redact } from '@tongban/kernel'
import type { Context } from '../context.ts'

/**
 * Does the same with many cases, each on its own. One that cannot be done, because somebody has changed it in the
 * database, keeps no other waiting: what the law asks for the others is done first. The log names the case, and
 * whoever calls says in the list of jobs that something failed, until somebody has looked.
 */
export type Attempted = { readonly done: number; readonly faults: readonly Error[] }

export async function attemptEach<Row extends { readonly caseNumber: string }>(
  { log }: Pick<Context, 'log'>,
  rows: readonly Row[],
  work: (row: Row) => Promise<boolean>,
): Promise<Attempted> {
  const faults: Error[] = []
  let done = 0
  for (const row of rows) {
    try {
      if (await work(row)) done += 1
    } catch (error) {
      const fault = error instanceof Error ? error : new Error('unknown error')
      log('caseFailed', { caseNumber: row.caseNumber, reason: redact(fault.message) })
      faults.push(fault)
    }
  }
  return { done, faults }
}

/** The same; the run fails after all were tried. */
export async function eachCase<Row extends { readonly caseNumber: string }>(
  ctx: Pick<Context, 'log'>,
  rows: readonly Row[],
  work: (row: Row) => Promise<boolean>,
): Promise<number> {
  return settled(await attemptEach(ctx, rows, work))
}

/** How many were done; throws where one failed. */
export function settled({ done, faults }: Attempted): number {
  const [first] = faults
  if (first === undefined) return done
  throw new Error(`done ${done}, failed ${faults.length}: ${first.message}`, { cause: first })
}
