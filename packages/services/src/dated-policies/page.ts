import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { NOT_OURS, openPlace, sealPlace } from '../lists/cursor.ts'

/** Pages of policies, those that begin last first: in order of their first day and their id, both downwards. */
export type BeforeDay = { readonly beforeOn: string; readonly beforeId: string }

/** Before every row. */
const FIRST: BeforeDay = { beforeOn: '9999-99-99', beforeId: '' }

export async function openBeforeDay(
  { keys }: Pick<Context, 'keys'>,
  cursor: string | undefined,
  asked: string,
): Promise<Result<BeforeDay, Failure>> {
  if (cursor === undefined) return ok(FIRST)
  const place = await openPlace(keys, cursor, asked)
  if (!place.ok) return place
  const [beforeOn, beforeId] = place.value.split(' ')
  return beforeOn === undefined || beforeId === undefined
    ? fail({ code: 'invalidInput', errors: [NOT_OURS] })
    : ok({ beforeOn, beforeId })
}

/** The rows of the page, of one more than it holds, and the cursor of the page after it; null on the last. */
export async function policiesPage<Row extends { readonly fromOn: string; readonly id: string }>(
  { keys }: Pick<Context, 'keys'>,
  rows: readonly Row[],
  limit: number,
  asked: string,
): Promise<{ readonly rows: readonly Row[]; readonly cursor: string | null }> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown,
    cursor: last === undefined ? null : await sealPlace(keys, `${last.fromOn} ${last.id}`, asked),
  }
}
