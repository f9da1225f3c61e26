import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { dropUpload } from './forget.ts'
import { findUpload } from './put-part.ts'

/**
 * Gives up an upload that is not complete, for whoever may add to the case: what was announced wrongly stands in nobody's
 * way, and nothing of it is kept. A file that has come in is part of the case and stays (档案法; 行政许可法 31).
 */
export type GivenUp = { readonly id: string; readonly state: 'givenUp' }

export async function giveUpUpload(
  ctx: Context,
  caseNumber: string,
  fileId: string,
): Promise<Result<GivenUp, Failure>> {
  const found = await findUpload(ctx, caseNumber, fileId)
  if (!found.ok) return found
  const { row, store } = found.value
  if (row.state !== 'open') return fail(COMPLETE)
  await dropUpload(ctx, store, row)
  // Somebody completed it at the same moment: then it is a file of the case.
  const again = await findUpload(ctx, caseNumber, fileId)
  return again.ok ? fail(COMPLETE) : ok({ id: fileId, state: 'givenUp' })
}

const COMPLETE: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/path/fileId',
      zh: '该文件已经收入办件，不能作废。需要更换的，请另行上传新的文件并向经办人说明。',
      en: 'The file is part of the case and cannot be given up. To replace it, upload another and tell the handler.',
    },
  ],
}
