import { type Failure, type FieldError, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type FileRow, partsOfFile } from '@tongban/store'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { openMeta } from '../files/meta.ts'
import { wholeOf } from '../files/whole.ts'
import { again, tellBeside } from '../handovers/tell-beside.ts'
import { handoverNamed } from './handover-named.ts'
import { type TransfersView, transfersOf } from './list.ts'
import { type FileTold, filesTold } from './told.ts'

/**
 * Officials of either side send files of a case to the other: the result as a sealed file, a paper that came in late. What
 * an applicant hands in at the receiving region goes by itself. Each is read whole, so that the message can tell its parts.
 */
export type FilesToSend = { readonly files: readonly string[]; readonly partner?: string | undefined }

/** Each is read as a whole within one request. */
export const MOST_FILES_AT_ONCE = 5
export const sendFiles = (
  ctx: Context,
  caseNumber: string,
  { files: fileIds, partner }: FilesToSend,
): Promise<Result<TransfersView, Failure>> =>
  again(async () => {
    if (!holdsRole(ctx.actor, 'window', 'handler'))
      return fail({ code: 'notAllowed', need: '窗口 window、经办人 handler' })
    const loaded = await loadCase(ctx, caseNumber, 'owners', 'files')
    if (!loaded.ok) return loaded
    const handover = handoverNamed(loaded.value, partner)
    if (!handover.ok) return handover
    const files = await toTell(ctx, loaded.value, fileIds)
    if (!files.ok) return files
    const message = { type: 'case.files-added', ...filesTold(files.value, ctx.clock.now()) } as const
    const isTold = await tellBeside(ctx, loaded.value, handover.value.partner, message, [])
    return isTold ? ok(await transfersOf(ctx, caseNumber)) : 'beaten'
  })

async function toTell(
  ctx: Context,
  { files }: LoadedCase,
  fileIds: readonly string[],
): Promise<Result<readonly FileTold[], Failure>> {
  const { files: store } = ctx
  if (store === null) return fail({ code: 'filesNotConfigured' })
  const errors: FieldError[] = []
  const told: FileTold[] = []
  for (const [at, fileId] of fileIds.entries()) {
    const row = files.find((file) => file.fileId === fileId && file.state === 'complete')
    const one = row === undefined ? null : await wholeToTell(ctx, row, store)
    if (one === null) errors.push({ pointer: `/files/${at}`, ...NOT_WHOLE })
    else told.push(one)
  }
  return errors.length > 0 ? fail({ code: 'invalidInput', errors }) : ok(told)
}

async function wholeToTell(
  ctx: Context,
  row: FileRow,
  store: NonNullable<Context['files']>,
): Promise<FileTold | null> {
  const [[parts], meta] = await Promise.all([
    ctx.database.read([partsOfFile({ fileId: row.fileId })]),
    openMeta(ctx, row),
  ])
  if (meta === null) return null
  const whole = await wholeOf(ctx, { row, parts, store }, meta, 'parts')
  return whole.state === 'sound' ? { row, meta, type: whole.type, partDigests: whole.partDigests } : null
}

const NOT_WHOLE = {
  zh: '本办件没有这个文件，或者尚未上传完毕、已经销毁。',
  en: 'The case has no such file, or it is not complete, or it was erased.',
}
