import { civilDateAt, yearOf } from '@tongban/calendar'
import { takeDocumentNumbers } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Numbers of documents 文号: 催办〔2026〕00017号. A block is taken at once for each kind; a number that is not used is a gap,
 * and none returns. The year is that of the day it is taken.
 */
type NumberDrawer = (kind: string) => string

/** Draws so many of each kind; whoever draws more than were asked for has a bug. */
export async function drawNumbers(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  wanted: ReadonlyMap<string, number>,
): Promise<NumberDrawer> {
  const year = yearOf(civilDateAt(clock.now()))
  const rows = [...wanted].filter(([, count]) => count > 0).map(([kind, count]) => ({ kind, year, count }))
  const taken =
    rows.length === 0 ? [[]] : await database.read([takeDocumentNumbers({ rows: JSON.stringify(rows) })])
  const next = new Map(
    taken[0].map(({ kind, next: after }) => [kind, after - (wanted.get(kind) ?? 0)] as const),
  )
  const ends = new Map(taken[0].map(({ kind, next: after }) => [kind, after] as const))
  return (kind) => {
    const number = next.get(kind)
    if (number === undefined || number >= (ends.get(kind) ?? 0)) throw new Error(`no number left of ${kind}`)
    next.set(kind, number + 1)
    return documentNumber(kind, year, number)
  }
}

const documentNumber = (kind: string, year: number, number: number): string =>
  `${kind}〔${year}〕${String(number).padStart(5, '0')}号`
