import type { Failure, Result } from '@tongban/kernel'
import { type AttachedContent, readAttached } from '../../attached/read.ts'
import type { Context } from '../../context.ts'
import { loadSeenNotice } from './load.ts'

/** A file of a reply for whoever may read the notice. */
export async function readNoticeFile(
  ctx: Context,
  id: string,
  fileId: string,
): Promise<Result<AttachedContent, Failure>> {
  const loaded = await loadSeenNotice(ctx, id)
  if (!loaded.ok) return loaded
  const { files, taker } = loaded.value
  return readAttached(ctx, 'supervision_files', { files, by: taker.index }, fileId)
}
