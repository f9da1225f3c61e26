import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { listTransfers } from '@tongban/store'
import type { Context } from '../context.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'
import { loadOffer, watches } from './load.ts'
import { type TransferView, transferView } from './view.ts'

/**
 * Licences on their way between regions, oldest first: those offered to a department, or by it, for its officials; all of
 * them for those who watch. Nobody's name stands in the list; what is offered is read one by one by whoever decides.
 */
export type TransferQuery = {
  readonly direction: 'in' | 'out'
  /** Absent: in every state. */
  readonly state?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type TransferPage = { readonly transfers: readonly TransferView[]; readonly cursor: string | null }

const PLACE = /^(\d{1,16})\.(.+)$/

export async function listLicenceTransfers(
  ctx: Context,
  { direction, state = '', cursor, limit }: TransferQuery,
): Promise<Result<TransferPage, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'official') return fail({ code: 'notAllowed', need: '工作人员 an official' })
  const department = watches(ctx) ? '' : actor.department
  const asked = `transfers|${direction}|${state}|${department}`
  const opened = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, asked)
  if (!opened.ok) return opened
  const [, at = '0', id = ''] = PLACE.exec(opened.value) ?? []
  const [rows] = await ctx.database.read([
    listTransfers({ direction, department, state, at: Number(at), id, limit: limit + 1 }),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    transfers: shown.map((row) => transferView(row)),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.offeredAt}.${last.id}`, asked),
  })
}

/** One, with what is offered while it is open. */
export async function readTransfer(ctx: Context, id: string): Promise<Result<TransferView, Failure>> {
  const loaded = await loadOffer(ctx, id)
  return loaded.ok ? ok(transferView(loaded.value.row, loaded.value.offer)) : loaded
}
