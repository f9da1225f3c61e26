import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { FieldKeys } from '@tongban/privacy'
import { NOT_OURS, openPlace, sealPlace } from './cursor.ts'

/** Pages of lists that begin with the latest row: in order of an instant and an id, both downwards. */
export type Before = { readonly beforeAt: number; readonly beforeId: string }

/** Before every row. */
const FIRST: Before = { beforeAt: Number.MAX_SAFE_INTEGER, beforeId: '' }
const PLACE = /^(\d{1,16})\.(.+)$/

export async function openBefore(
  keys: FieldKeys,
  cursor: string | undefined,
  asked: string,
): Promise<Result<Before, Failure>> {
  if (cursor === undefined) return ok(FIRST)
  const place = await openPlace(keys, cursor, asked)
  if (!place.ok) return place
  const [, at, id] = PLACE.exec(place.value) ?? []
  return at === undefined || id === undefined
    ? fail({ code: 'invalidInput', errors: [NOT_OURS] })
    : ok({ beforeAt: Number(at), beforeId: id })
}

/** The rows of the page, of one more than it holds, and the cursor of the page after it; null on the last. */
export async function latestPage<Row>(
  keys: FieldKeys,
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => { readonly at: number; readonly id: string },
  asked: string,
): Promise<{ readonly rows: readonly Row[]; readonly cursor: string | null }> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  if (last === undefined) return { rows: shown, cursor: null }
  const { at, id } = placeOf(last)
  return { rows: shown, cursor: await sealPlace(keys, `${at}.${id}`, asked) }
}
