/**
 * What is stated of one civil day: the root over all records that were new, and the statement of the day before, so
 * that the days themselves form a chain. A day without records has a root too: the hash of nothing.
 */
import { addDays, civilDate, civilDateAt } from '@tongban/calendar'
import { canonicalJson, GENESIS, sha256Hex } from '@tongban/kernel'
import * as z from 'zod'

const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const dayStatementSchema = z.object({
  region: z.string(),
  on: z.iso.date(),
  /** How many records, and their root. */
  size: z.int().min(0),
  root: digest,
  /** Digest of the statement of the day before; zeros for the first day. */
  previous: digest,
  sealedAt: z.int(),
})
export type DayStatement = z.infer<typeof dayStatementSchema>

export const FIRST = GENESIS

/** The link from one day's statement to the next. */
export const dayDigest = (statement: DayStatement): Promise<string> => sha256Hex(canonicalJson(statement))

/** Sealed more than a day after the day was over. */
export function isLate({ on, sealedAt }: Pick<DayStatement, 'on' | 'sealedAt'>): boolean {
  const day = civilDate(on)
  return day !== undefined && civilDateAt(sealedAt) > addDays(day, 1)
}
