import { eraseFilesOfCase, type FileRow, fileCleared, filesOfCase, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { objectPrefix } from './place.ts'
import type { FileStore } from './store.ts'

/**
 * The end of a case's files 加密擦除. The statement deletes their keys and names in the batch that erases the case: from
 * then on nothing of them opens, wherever a copy lies. What the storage still holds is deleted after it, at the latest by
 * the job that forgets uploads. Digests and the event stay, so that the evidence of the case still verifies.
 */
export const fileErasure = (caseNumber: string): Statement => eraseFilesOfCase({ caseNumber })

/** After the batch; answers how many files were cleared now. Without a storage there is nothing to clear. */
export async function clearErasedFiles(ctx: Context, caseNumber: string): Promise<number> {
  const { files: store } = ctx
  if (store === null) return 0
  const [rows] = await ctx.database.read([filesOfCase({ caseNumber })])
  const erased = rows.filter(({ state, expiresAt }) => state === 'erased' && expiresAt !== null)
  for (const row of erased) await clearErasedFile(ctx, store, row)
  return erased.length
}

/** What the storage holds of an erased file; the row then says that nothing is left to clear. */
export async function clearErasedFile(
  { database }: Pick<Context, 'database'>,
  store: FileStore,
  { fileId, address }: FileRow,
): Promise<void> {
  await store.delete(await store.list(objectPrefix(address)))
  await database.write([fileCleared({ fileId })])
}
