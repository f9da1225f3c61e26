import { needsRotation, rotateField } from '@tongban/privacy'
import { ENCRYPTED_COLUMNS, encryptedCells, swapEncryptedCell } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'

/**
 * Re-encrypts every field that is not under the current key, a page at a time. The cursor says under which key
 * and how far; a crash repeats at most one page, and a cell that changed meanwhile is left for the next pass.
 */
const PAGE = 200

const cursorSchema = z.strictObject({
  keyId: z.string(),
  column: z.int(),
  rowid: z.int(),
})
type Cursor = z.infer<typeof cursorSchema>

export type RotationStep = { readonly cursor: string; readonly rotated: number; readonly done: boolean }

/** One page of the pass that `cursorText` belongs to; a new current key starts a new pass. */
export async function rotatePage(ctx: Context, cursorText: string | null): Promise<RotationStep> {
  const keyId = ctx.keys.current
  const held = parseCursor(cursorText)
  const cursor = held?.keyId === keyId ? held : { keyId, column: 0, rowid: 0 }
  const place = ENCRYPTED_COLUMNS[cursor.column]
  if (place === undefined) return { cursor: JSON.stringify(cursor), rotated: 0, done: true }
  const [cells] = await ctx.database.read([encryptedCells(place, { after: cursor.rowid, limit: PAGE })])
  const swaps = []
  for (const cell of cells) {
    if (!needsRotation(ctx.keys, cell.text)) continue
    const where = { table: place.table, column: place.column, row: cell.row }
    const after = await rotateField(ctx.keys, where, cell.text, ctx.ids.random(12))
    if (!after.ok)
      throw new Error(`${place.table}.${place.column} row ${cell.rowid}: ${after.failure.reason}`)
    swaps.push(swapEncryptedCell(place, { rowid: cell.rowid, before: cell.text, after: after.value }))
  }
  if (swaps.length > 0) await ctx.database.write(swaps)
  const last = cells.at(-1)
  const next: Cursor =
    cells.length < PAGE || last === undefined
      ? { keyId, column: cursor.column + 1, rowid: 0 }
      : { ...cursor, rowid: last.rowid }
  return {
    cursor: JSON.stringify(next),
    rotated: swaps.length,
    done: next.column >= ENCRYPTED_COLUMNS.length,
  }
}

function parseCursor(text: string | null): Cursor | null {
  if (text === null) return null
  const parsed = cursorSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
