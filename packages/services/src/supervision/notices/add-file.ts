import { type Failure, fail, type Result } from '@tongban/kernel'
import type { Bytes } from '@tongban/privacy'
import { dropNoticeFiles, dropUnnamedFiles, insertNoticeFile } from '@tongban/store'
import { isReceiver, noticeAfter, takesSteps } from '@tongban/supervision'
import { type AttachedFileView, addAttached, forgetObjects } from '../../attached/add.ts'
import type { Context } from '../../context.ts'
import { type LoadedNotice, loadNotice, MOST_FILES } from './load.ts'
import { noticeRefusal, notYours } from './refusals.ts'

/** Takes a file that will go with a reply to a notice. */
export async function addNoticeFile(
  ctx: Context,
  id: string,
  name: string,
  bytes: Bytes,
): Promise<Result<AttachedFileView, Failure>> {
  const loaded = await loadNotice(ctx, id)
  if (!loaded.ok) return loaded
  const refused = refusedNow(loaded.value)
  if (refused !== null) return fail(refused)
  const { taker, files } = loaded.value
  const to = {
    table: 'supervision_files',
    files,
    by: taker.index,
    insert: async (row) => {
      const written = await ctx.database.write([insertNoticeFile({ ...row, notice: id })])
      if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
    },
    drop: async (fileIds) => {
      const [dropped] = await ctx.database.read([
        dropNoticeFiles({ notice: id, files: JSON.stringify(fileIds) }),
      ])
      return dropped
    },
  } as const satisfies Parameters<typeof addAttached>[1]
  return addAttached(ctx, to, name, bytes)
}

/** Whoever may reply, while a reply is to come. */
function refusedNow({ row, stage, state, addressed, taker }: LoadedNotice): Failure | null {
  if (!isReceiver(addressed, taker)) return notYours(addressed)
  const isToCome = state === 'open' || noticeAfter(state, 'reply') !== null
  return takesSteps(stage) && isToCome ? null : noticeRefusal(row, taker)
}

/** What was uploaded for a reply that was given without it, or is to come no more, is not kept. */
export async function dropUploads(ctx: Context, notice: string): Promise<void> {
  const [dropped] = await ctx.database.read([dropUnnamedFiles({ notice, limit: MOST_FILES })])
  await forgetObjects(ctx, 'supervision_files', dropped)
}
