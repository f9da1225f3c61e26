import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { type Bytes, sealChunk } from '@tongban/privacy'
import { type FilePartRow, type FileRow, fileOfCase, keepPart, partsOfFile } from '@tongban/store'
import type { Context } from '../context.ts'
import { openKey } from './meta.ts'
import { type AddingCase, caseForAdding } from './open-case.ts'
import { PART_BYTES, partLength, partPlace } from './parts.ts'
import { objectName } from './place.ts'
import { sealOf } from './sealed-part.ts'
import { type UploadView, uploadView } from './view.ts'

/**
 * Takes one part of an upload, in any order and as often as it is sent: the first that arrived counts. Each is sealed
 * before it is stored, and stored under the digest of its sealed form, so that a part that comes late can change nothing
 * of what was checked.
 */
export async function putPart(
  ctx: Context,
  caseNumber: string,
  fileId: string,
  offset: number,
  bytes: Bytes,
): Promise<Result<UploadView, Failure>> {
  const found = await findUpload(ctx, caseNumber, fileId)
  if (!found.ok) return found
  const { row, parts, store } = found.value
  const misplaced = faultOf(row.size, offset, bytes.length)
  if (misplaced !== null) return fail(misplaced)
  const partIndex = offset / PART_BYTES
  const isHere = parts.some((part) => part.partIndex === partIndex)
  if (isHere || row.state !== 'open') return ok(uploadView(row, parts))
  const key = await openKey(ctx, row)
  if (key === null) return NO_FILE
  const sealed = await sealChunk(key, partPlace(fileId, row.size, partIndex), bytes, ctx.ids.random(12))
  const seal = await sealOf(sealed)
  const name = objectName(row.address, seal)
  await store.put(name, sealed)
  const part = { fileId, partIndex, seal }
  const [kept, now] = await ctx.database.read([keepPart(part), partsOfFile({ fileId })])
  // The same part came twice at once, or the upload has ended: what was stored belongs to nothing.
  if (kept.length === 0) await store.delete([name])
  return ok(uploadView(row, now))
}

/** Where an upload stands. */
export async function readUpload(
  ctx: Context,
  caseNumber: string,
  fileId: string,
): Promise<Result<UploadView, Failure>> {
  const found = await findUpload(ctx, caseNumber, fileId)
  return found.ok ? ok(uploadView(found.value.row, found.value.parts)) : found
}

const NO_FILE = fail({ code: 'notFound', what: 'file' } as const)

export type FoundUpload = AddingCase & { readonly row: FileRow; readonly parts: readonly FilePartRow[] }

/** The upload for whoever may add to the case; one that has expired is no more. */
export async function findUpload(
  ctx: Context,
  caseNumber: string,
  fileId: string,
): Promise<Result<FoundUpload, Failure>> {
  const opened = await caseForAdding(ctx, caseNumber)
  if (!opened.ok) return opened
  const [[row], parts] = await ctx.database.read([
    fileOfCase({ fileId, caseNumber }),
    partsOfFile({ fileId }),
  ])
  if (row === undefined || !['open', 'complete'].includes(row.state)) return NO_FILE
  if (row.expiresAt !== null && row.expiresAt <= ctx.clock.now()) return NO_FILE
  return ok({ ...opened.value, row, parts })
}

function faultOf(size: number, offset: number, length: number): Failure | null {
  const invalid = (pointer: string, zh: string, en: string): Failure => ({
    code: 'invalidInput',
    errors: [{ pointer, zh, en }],
  })
  if (offset % PART_BYTES !== 0 || offset >= size)
    return invalid(
      '/headers/upload-offset',
      `应为 ${PART_BYTES} 的整数倍，并小于文件大小 ${size}。`,
      `Must be a multiple of ${PART_BYTES} and below the size of the file, ${size}.`,
    )
  const wanted = partLength(size, offset / PART_BYTES)
  if (length !== wanted)
    return invalid(
      '/headers/content-length',
      `这一段应为 ${wanted} 字节，收到 ${length} 字节。请重新发送这一段。`,
      `This part has ${wanted} bytes; ${length} arrived. Send it again.`,
    )
  return null
}
