import type { Item, Text } from '@tongban/catalogue'
import type { FilePartRow, FileRow } from '@tongban/store'
import type { FileMeta } from './meta.ts'
import { missingOffsets, PART_BYTES, partLength } from './parts.ts'

/** An upload as whoever sends it is told: what is still to come, in parts of which length, until when. */
export type UploadView = {
  readonly id: string
  readonly state: 'open' | 'complete'
  readonly material: string
  readonly size: number
  readonly partBytes: number
  /** Where the first part that is missing begins; the size when none is. */
  readonly offset: number
  readonly missing: readonly number[]
  readonly expiresAt: number | null
}

/** A file of a case. */
export type FileView = {
  readonly id: string
  readonly material: string
  readonly materialName: Text
  readonly name: string | null
  readonly type: string
  readonly size: number
  /** Digest over its sealed parts, as event `fileAdded` of the case holds it. */
  readonly digest: string
  readonly addedAt: number
  readonly addedBy: string
  /** Its content and name were erased at the end of its retention. */
  readonly erased: boolean
}

export function uploadView(row: FileRow, parts: readonly FilePartRow[]): UploadView {
  const missing = row.state === 'open' ? missingOffsets(row.size, parts) : []
  return {
    id: row.fileId,
    state: row.state === 'open' ? 'open' : 'complete',
    material: row.materialCode,
    size: row.size,
    partBytes: PART_BYTES,
    offset: missing[0] ?? row.size,
    missing,
    expiresAt: row.expiresAt,
  }
}

/** A file that is complete, or was before it was erased; an upload on its way is none. */
export function fileView(item: Item, row: FileRow, meta: FileMeta | null): FileView | null {
  const { type, digest, completedAt } = row
  if (type === null || digest === null || completedAt === null) return null
  return {
    id: row.fileId,
    material: row.materialCode,
    materialName: item.materials.find(({ code }) => code === row.materialCode)?.materialName ?? {
      zh: row.materialCode,
      en: row.materialCode,
    },
    name: meta?.name ?? null,
    type,
    size: row.size,
    digest,
    addedAt: completedAt,
    addedBy: row.addedBy,
    erased: meta === null,
  }
}

/** A file that a message of another region has named and that is not whole yet: handed in, and still to be read. */
export type UnderwayView = {
  readonly id: string
  readonly state: 'underway'
  readonly material: string
  readonly name: string | null
  readonly size: number
  /** How much of it is here. */
  readonly received: number
  readonly namedAt: number
}

export const underwayView = (
  row: FileRow,
  parts: readonly FilePartRow[],
  meta: FileMeta | null,
): UnderwayView => ({
  id: row.fileId,
  state: 'underway',
  material: row.materialCode,
  name: meta?.name ?? null,
  size: row.size,
  received: parts.reduce((sum, { partIndex }) => sum + partLength(row.size, partIndex), 0),
  namedAt: row.openedAt,
})
