import { type FileInHand, fileByAddress, partsOfFile } from '@tongban/store'
import type { Context } from '../context.ts'
import { openKey } from '../files/meta.ts'
import { fileAddress } from '../files/place.ts'
import { readPart } from '../files/sealed-part.ts'

/** What reads its parts here; null where the file is no more. A part that cannot be read is null. */
export async function readerOf(ctx: Context, { caseNumber, digest, material }: FileInHand) {
  const { files: store } = ctx
  if (store === null) return null
  const address = await fileAddress(ctx.keys, { caseNumber, material, sha256: digest })
  const [[row]] = await ctx.database.read([fileByAddress({ address })])
  if (row?.state !== 'complete') return null
  const [key, [parts]] = await Promise.all([
    openKey(ctx, row),
    ctx.database.read([partsOfFile({ fileId: row.fileId })]),
  ])
  if (key === null) return null
  return async (index: number) => {
    const part = parts[index]
    if (part?.partIndex !== index) return null
    const opened = await readPart(store, key, row, part)
    if (!opened.ok) ctx.log('filePartUnreadable', { part: index, reason: opened.failure.reason })
    return opened.ok ? opened.value : null
  }
}
