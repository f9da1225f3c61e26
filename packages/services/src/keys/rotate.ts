import { headOfKey, headOfText, rotateField } from '@tongban/privacy'
import {
  type CellSwap,
  ENCRYPTED_COLUMNS,
  type EncryptedCell,
  type EncryptedColumn,
  encryptedCells,
  endOfStretch,
  swapEncryptedCells,
} from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'

/**
 * Brings every field that is not under the current key under it, a page at a time. A pass looks at every encrypted
 * column once; one that had to change anything is followed by another in the next minute, until a pass finds nothing
 * left. Only that is reported as done, and as of when that pass began: an isolate that still holds the old ring may
 * write behind it, which the pass of the next day finds. The cursor is kept at the end of a run: a crash repeats what
 * the run had done, which changes nothing, and a cell that changed meanwhile is left for the next pass.
 */
/** Rows looked at in one page, and how many cells, of which length together, are rotated: memory is 128 MB. */
const STRETCH = 1000
const PAGE_CELLS = 200
const PAGE_LENGTH = 4_000_000
/**
 * Pages of one run with something to rotate, and pages looked at: some hundred statements, of the thousand an invocation may
 * send, within the minute between runs.
 */
const PAGES = 20
const LOOKS = 60
const PASS_EVERY_MS = 24 * 60 * 60_000

const cursorSchema = z.strictObject({
  keyId: z.string(),
  column: z.int(),
  rowid: z.int(),
  startedAt: z.int(),
  /** Cells this pass has brought under the key, and found that no key of the ring opens. */
  rotated: z.int(),
  unreadable: z.int(),
  /** When the pass came to its end. */
  endedAt: z.int().optional(),
})
type Cursor = z.infer<typeof cursorSchema>

export type RotationRun = { readonly cursor: string; readonly outcome: string; readonly rows: number }

/** One run of the job: as many pages as it may, of the pass that `cursorText` belongs to or of a new one. */
export async function rotateFieldKeys(ctx: Context, cursorText: string | null): Promise<RotationRun> {
  let cursor = goOn(parseCursor(cursorText), ctx.keys.current, ctx.clock.now())
  const before = cursor.rotated
  const named: string[] = []
  let pages = 0
  for (let look = 0; look < LOOKS && pages < PAGES && cursor.endedAt === undefined; look += 1) {
    const step = await rotatePage(ctx, cursor)
    if (step.cursor.rotated > cursor.rotated) pages += 1
    cursor = step.cursor
    named.push(...step.unreadable)
  }
  const rows = cursor.rotated - before
  return { cursor: JSON.stringify(cursor), outcome: outcomeOf(cursor, rows, named), rows }
}

/** Where the pass goes on. A new current key begins a new one, as does a minute after a pass that changed something. */
function goOn(held: Cursor | null, keyId: string, now: number): Cursor {
  const fresh = { keyId, column: 0, rowid: 0, startedAt: now, rotated: 0, unreadable: 0 }
  if (held === null || held.keyId !== keyId) return fresh
  if (held.endedAt === undefined) return held
  return held.rotated > 0 || now - held.endedAt >= PASS_EVERY_MS ? fresh : held
}

type Step = {
  readonly cursor: Cursor
  /** Cells no key of the ring opens: table, column, row and why; never what they hold. */
  readonly unreadable: readonly string[]
}

async function rotatePage(ctx: Context, cursor: Cursor): Promise<Step> {
  const place = ENCRYPTED_COLUMNS[cursor.column]
  if (place === undefined) return { cursor: { ...cursor, endedAt: ctx.clock.now() }, unreadable: [] }
  const stretch = { after: cursor.rowid, limit: STRETCH }
  const head = headOfKey(ctx.keys.current)
  const [cells, [end]] = await ctx.database.read([
    encryptedCells(place, { ...stretch, head, cells: PAGE_CELLS, length: PAGE_LENGTH }),
    endOfStretch(place, stretch),
  ])
  const { swaps, unreadable } = await swapsOf(ctx, place, cells)
  const statements = swapEncryptedCells(place, swaps)
  if (statements.length > 0) await ctx.database.write(statements)
  const last = cells.at(-1)
  const isCut = last !== undefined && last.pending > cells.length
  const rowid = isCut ? last.rowid : end?.rowid
  const counted = {
    ...cursor,
    rotated: cursor.rotated + swaps.length,
    unreadable: cursor.unreadable + unreadable.length,
  }
  const at = rowid === undefined ? { column: cursor.column + 1, rowid: 0 } : { rowid }
  return { cursor: { ...counted, ...at }, unreadable }
}

async function swapsOf(ctx: Context, place: EncryptedColumn, cells: readonly EncryptedCell[]) {
  const swaps: CellSwap[] = []
  const unreadable: string[] = []
  for (const { rowid, row, text } of cells) {
    const after = await rotateField(ctx.keys, { ...place, row }, text, ctx.ids.random(12))
    const head = headOfText(text)
    if (after.ok && head !== undefined) swaps.push({ rowid, head, after: after.value })
    // Left as it is and named: one cell that cannot be read must not keep the others under an old key.
    else {
      const why = after.ok ? 'malformed' : after.failure.reason
      unreadable.push(`${place.table}.${place.column} row ${rowid} ${why}`)
    }
  }
  return { swaps, unreadable }
}

/** What the job list shows: what this run did, and what is known of the whole as of the last pass. */
function outcomeOf(
  { keyId, startedAt, endedAt, ...pass }: Cursor,
  rotated: number,
  named: readonly string[],
) {
  const since = new Date(startedAt).toISOString()
  const left = pass.unreadable === 0 ? '' : `, but ${pass.unreadable} unreadable`
  const places = named.length === 0 ? '' : `: ${named.slice(0, 3).join('; ')}`
  const state =
    endedAt === undefined
      ? `the pass begun ${since} goes on`
      : pass.rotated > 0
        ? `the pass begun ${since} brought ${pass.rotated} under key ${keyId}, another follows`
        : `as of ${since} all under key ${keyId}`
  return `rotated ${rotated}, ${state}${left}${places}`
}

function parseCursor(text: string | null): Cursor | null {
  if (text === null) return null
  const parsed = cursorSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
