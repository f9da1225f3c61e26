import { SHARD_ENTRIES } from '@tongban/licences'
import { type Statement, type StatusPlace, statusPlaces } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Where in the status list a new licence goes: drawn at random (so that neighbours of a list tell nothing of who was
 * issued what after whom), never one that was used before, before anything is signed. A list takes licences until three
 * quarters of it are used; of sixteen places drawn in it, all are taken once in a hundred times at the very end, and the
 * licence then opens the next list. Two that draw the same place at once are kept apart by the database.
 */
const CANDIDATES = 16
const FULL = (SHARD_ENTRIES * 3) / 4

export type Place = { readonly list: number; readonly index: number }
/** Places to take, the first first; one for each licence of a batch. */
export type Slot = { readonly places: readonly Place[] }

export type SlotRequest = {
  /** Goes into the caller's read batch. */
  readonly statement: Statement<StatusPlace>
  readonly take: (rows: readonly StatusPlace[]) => Slot
}

export function licenceSlot({ ids }: Pick<Context, 'ids'>): SlotRequest {
  const candidates = [...drawn(ids.random(CANDIDATES * 3))]
  return {
    statement: statusPlaces({ full: FULL, candidates: JSON.stringify(candidates) }),
    take(rows) {
      const list = rows[0]?.list ?? 1
      const free = rows.filter(({ taken }) => !taken).map(({ statusIndex }) => ({ list, index: statusIndex }))
      const taken = rows.filter((row) => row.taken)
      return { places: [...free, ...taken.map(({ statusIndex: index }) => ({ list: list + 1, index }))] }
    },
  }
}

/** Of each three bytes 17 bits, which is a place of a list. */
function drawn(bytes: Uint8Array): Set<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const places = new Set<number>()
  for (let at = 0; at + 2 < bytes.length; at += 3) {
    places.add(((view.getUint16(at) << 8) | view.getUint8(at + 2)) & (SHARD_ENTRIES - 1))
  }
  return places
}
