import { needsRotation, rotateField } from '@tongban/privacy'
import { ENCRYPTED_COLUMNS, encryptedCells, swapEncryptedCell } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'

/**
 * Re-encrypts every field that is not under the current key, a page at a time. The cursor says under which key
 * and how far. The cursor is kept at the end of a run: a crash repeats what the run had done, which changes nothing, and a cell that changed meanwhile is left for the next pass.
 */
const PAGE = 200
/** A pass is made anew each day: an isolate that still holds the old ring may have written behind the last one. */
const PASS_EVERY_MS = 24 * 60 * 60_000

const cursorSchema = z.strictObject({
  keyId: z.string(),
  column: z.int(),
  rowid: z.int(),
  /** When the pass came to its end. */
  endedAt: z.int().optional(),
})
type Cursor = z.infer<typeof cursorSchema>

export type RotationStep = {
  readonly cursor: string
  readonly rotated: number
  /** Cells no key of the ring opens: table, column, row and why; never what they hold. */
  readonly unreadable: readonly string[]
  readonly done: boolean
}

/** One page of the pass that `cursorText` belongs to; a new current key starts a new pass. */
export async function rotatePage(ctx: Context, cursorText: string | null): Promise<RotationStep> {
  const keyId = ctx.keys.current
  const held = parseCursor(cursorText)
  const now = ctx.clock.now()
  const goesOn = held?.keyId === keyId && now - (held.endedAt ?? now) < PASS_EVERY_MS
  const cursor: Cursor = goesOn ? held : { keyId, column: 0, rowid: 0 }
  const place = ENCRYPTED_COLUMNS[cursor.column]
  if (place === undefined) return { cursor: JSON.stringify(cursor), rotated: 0, unreadable: [], done: true }
  const [cells] = await ctx.database.read([encryptedCells(place, { after: cursor.rowid, limit: PAGE })])
  const swaps = []
  const unreadable: string[] = []
  for (const cell of cells) {
    if (!needsRotation(ctx.keys, cell.text)) continue
    const where = { table: place.table, column: place.column, row: cell.row }
    const after = await rotateField(ctx.keys, where, cell.text, ctx.ids.random(12))
    if (!after.ok) {
      // Left as it is and named: one cell that cannot be read must not keep the others under an old key.
      unreadable.push(`${place.table}.${place.column} row ${cell.rowid} ${after.failure.reason}`)
      continue
    }
    swaps.push(swapEncryptedCell(place, { rowid: cell.rowid, before: cell.text, after: after.value }))
  }
  if (swaps.length > 0) await ctx.database.write(swaps)
  const last = cells.at(-1)
  const next: Cursor =
    cells.length < PAGE || last === undefined
      ? { keyId, column: cursor.column + 1, rowid: 0 }
      : { ...cursor, rowid: last.rowid }
  const done = next.column >= ENCRYPTED_COLUMNS.length
  const text = JSON.stringify(done ? { ...next, endedAt: now } : next)
  return { cursor: text, rotated: swaps.length, unreadable, done }
}

function parseCursor(text: string | null): Cursor | null {
  if (text === null) return null
  const parsed = cursorSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
