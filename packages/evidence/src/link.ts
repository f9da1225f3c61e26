/** One link of a chain of events as it is stored, followed from the one before it. */
import { GENESIS, type Json } from '@tongban/kernel'
import type { Finding } from './finding.ts'
import { keyOf, type RecordKind, type RecordRow } from './record.ts'

export type Link = { readonly seq: number; readonly hash: string }
export type Find = (what: Finding['what'], record: Finding['record'], key: string) => void

/** The link, and whether it is the next and its content gives its hash. */
export async function follow(
  find: Find,
  kind: RecordKind,
  row: RecordRow,
  last: Link | undefined,
  hashed: (previous: string) => Promise<string>,
): Promise<Link & { readonly sound: boolean }> {
  const link = { seq: Number(row.seq), hash: String(row.hash) }
  const isNext = link.seq === (last?.seq ?? 0) + 1
  const sound = isNext && (await hashed(last?.hash ?? GENESIS)) === link.hash
  if (!sound) find(isNext ? 'contentChanged' : 'chainGap', kind, keyOf(kind, row))
  return { ...link, sound }
}

/** The data of an event as they are stored. */
export const dataOf = (row: RecordRow): { readonly [key: string]: Json } => {
  try {
    const data: unknown = JSON.parse(String(row.data))
    return isRecord(data) ? data : { unreadable: String(row.data) }
  } catch (error) {
    // Altered until it is no JSON any more: the hash will say so.
    if (error instanceof SyntaxError) return { unreadable: String(row.data) }
    throw error
  }
}
const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
