import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { readPart } from '../files/sealed-part.ts'
import { type AttachedRow, addressOf, sealsIn } from './add.ts'
import { type AttachedTable, openAttachedKey, openFileMeta } from './file-keys.ts'

/** A file for whoever may read the paper it goes with; one that no step has named yet only for whoever sent it. */
export type AttachedContent = {
  readonly name: string
  readonly body: ReadableStream<Uint8Array>
}

export async function readAttached(
  ctx: Context,
  table: AttachedTable,
  { files, by }: { readonly files: readonly AttachedRow[]; readonly by: string },
  fileId: string,
): Promise<Result<AttachedContent, Failure>> {
  const row = files.find((file) => file.fileId === fileId && (file.seq !== null || file.addedBy === by))
  if (row === undefined) return fail({ code: 'notFound', what: 'file' })
  const { files: store } = ctx
  if (store === null) return fail({ code: 'filesNotConfigured' })
  const [key, { name }] = await Promise.all([openAttachedKey(ctx, table, row), openFileMeta(ctx, table, row)])
  const address = addressOf(table, fileId)
  const seals = sealsIn(row.seals)
  const read = async (partIndex: number) => {
    const part = await readPart(store, key, { ...row, address }, { partIndex, seal: seals[partIndex] ?? '' })
    if (part.ok) return part.value
    ctx.log('filePartUnreadable', { part: partIndex, reason: part.failure.reason })
    throw new Error(`part ${partIndex} of a file is ${part.failure.reason}`)
  }
  // Read before anything is answered: a file that cannot be read is an error, not an answer that breaks off.
  const first = await read(0)
  let at = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        controller.enqueue(at === 0 ? first : await read(at))
        at += 1
        if (at === seals.length) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return ok({ name, body })
}
