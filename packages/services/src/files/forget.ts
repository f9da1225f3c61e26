import { expiredUploads, type FileRow, forgetParts, forgetUpload, giveUpUpload } from '@tongban/store'
import type { Context } from '../context.ts'
import { clearErasedFile } from './erase.ts'
import { objectPrefix } from './place.ts'
import type { FileStore } from './store.ts'

/**
 * Clears away uploads that came to nothing, and what is left of files that were erased. First the row says so, so that none of them can be completed any more; then
 * storage is emptied, by what it holds and not by what the database knows; then the row goes. A crash in between is made
 * good by the next run.
 */

/** A request that began before the end may still be at work. */
const GRACE_MS = 3_600_000
const PAGE = 50

export async function dropUpload(
  ctx: Context,
  store: FileStore,
  { fileId, address }: FileRow,
): Promise<void> {
  await giveUp(ctx, store, { fileId, address })
  await ctx.database.write([forgetParts({ fileId }), forgetUpload({ fileId })])
}

/** The upload can no more be completed, and storage holds nothing of it; the job takes the row away. */
export async function giveUp(
  ctx: Context,
  store: FileStore,
  { fileId, address }: Pick<FileRow, 'fileId' | 'address'>,
): Promise<void> {
  const [[given]] = await ctx.database.read([giveUpUpload({ fileId })])
  // Completed by another request meanwhile: what storage holds is the case's.
  if (given === undefined) return
  await store.delete(await store.list(objectPrefix(address)))
}

/** A run of the job takes so many pages at most; the next goes on. */
const PAGES = 20

/** `more` tells that there may be others. */
export async function forgetUploads(
  ctx: Context,
): Promise<{ readonly forgotten: number; readonly more: boolean }> {
  const { files: store } = ctx
  if (store === null) return { forgotten: 0, more: false }
  let forgotten = 0
  for (let page = 0; page < PAGES; page += 1) {
    const before = ctx.clock.now() - GRACE_MS
    const [rows] = await ctx.database.read([expiredUploads({ before, limit: PAGE })])
    for (const row of rows)
      await (row.state === 'erased' ? clearErasedFile(ctx, store, row) : dropUpload(ctx, store, row))
    forgotten += rows.length
    if (rows.length < PAGE) return { forgotten, more: false }
  }
  return { forgotten, more: true }
}
