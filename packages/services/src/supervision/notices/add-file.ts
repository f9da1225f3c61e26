import { type Failure, fail, hex, ok, type Result } from '@tongban/kernel'
import { type Bytes, sealChunk } from '@tongban/privacy'
import { dropNoticeFiles, dropUnnamedFiles, insertNoticeFile, type NoticeFileRow } from '@tongban/store'
import { isReceiver, noticeAfter, takesSteps } from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { contentOf } from '../../files/content.ts'
import { nameFault } from '../../files/file-name.ts'
import { checkType, extensionFault } from '../../files/file-type.ts'
import { PART_BYTES, partCount, partPlace } from '../../files/parts.ts'
import { objectName } from '../../files/place.ts'
import { sealOf } from '../../files/sealed-part.ts'
import type { FileStore } from '../../files/store.ts'
import { openFileMeta, sealFileKeys } from './file-keys.ts'
import { type LoadedNotice, loadNotice, MOST_FILES } from './load.ts'
import { fileView, type NoticeFileView } from './read.ts'
import { noticeRefusal, notYours } from './refusals.ts'

/**
 * Takes a file that will go with a reply: sealed part by part as the files of cases are, its type told from its content. It
 * belongs to nothing until a reply names it; of those no reply has named, five of each official are kept for a notice.
 */
export const NOTICE_FILE_BYTES = 5 * 1024 * 1024
export const FILES_PER_REPLY = 5

export async function addNoticeFile(
  ctx: Context,
  id: string,
  name: string,
  bytes: Bytes,
): Promise<Result<NoticeFileView, Failure>> {
  const loaded = await loadNotice(ctx, id)
  if (!loaded.ok) return loaded
  const refused = refusedNow(loaded.value)
  if (refused !== null) return fail(refused)
  const { files: store } = ctx
  if (store === null) return fail({ code: 'filesNotConfigured' })
  const type = await typeOf(name, bytes)
  if (!type.ok) return type
  const { taker, files } = loaded.value
  const sha256 = await sha256Of(bytes)
  const waiting = files.filter(({ seq, addedBy }) => seq === null && addedBy === taker.index)
  for (const file of waiting)
    if ((await openFileMeta(ctx, file)).sha256 === sha256) return ok(await fileView(ctx, file))
  const row = await sealedFile(ctx, store, { id, name, sha256, bytes, type: type.value, by: taker.index })
  const written = await ctx.database.write([insertNoticeFile(row)])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  const oldest = waiting.slice(0, Math.max(0, waiting.length + 1 - FILES_PER_REPLY))
  if (oldest.length > 0) {
    const files = JSON.stringify(oldest.map(({ fileId }) => fileId))
    // A reply may have named one of them meanwhile: its bytes stay.
    const [dropped] = await ctx.database.read([dropNoticeFiles({ notice: id, files })])
    await store.delete(dropped.flatMap(objectsOf))
  }
  return ok(await fileView(ctx, row))
}

/** Whoever may reply, while a reply is to come. */
function refusedNow({ row, stage, state, addressed, taker }: LoadedNotice): Failure | null {
  if (!isReceiver(addressed, taker)) return notYours(addressed)
  const isToCome = state === 'open' || noticeAfter(state, 'reply') !== null
  return takesSteps(stage) && isToCome ? null : noticeRefusal(row, taker)
}

async function typeOf(name: string, bytes: Bytes): Promise<Result<string, Failure>> {
  const wrongName = nameFault(name) ?? extensionFault(name)
  if (wrongName !== null) return invalid('/headers/upload-name', wrongName)
  if (bytes.length === 0) return invalid('/body', { zh: '文件是空的。', en: 'The file is empty.' })
  const content = contentOf(bytes.length, PART_BYTES, async (at) => partOf(bytes, at))
  const typed = await checkType(name, content)
  return 'type' in typed ? ok(typed.type) : invalid('/body', typed.fault)
}

const invalid = (pointer: string, words: { readonly zh: string; readonly en: string }) =>
  fail({ code: 'invalidInput', errors: [{ pointer, ...words }] } as const)

const partOf = (bytes: Bytes, index: number) => bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES)
const sha256Of = async (bytes: Bytes) => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

type Sealing = {
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly bytes: Bytes
  readonly type: string
  readonly by: string
}

async function sealedFile(
  ctx: Context,
  store: FileStore,
  { id, name, sha256, bytes, type, by }: Sealing,
): Promise<NoticeFileRow> {
  const fileId = ctx.ids.uuid()
  const size = bytes.length
  const { metaEnc, keyEnc, key } = await sealFileKeys(ctx, fileId, { name, sha256 })
  const seals: string[] = []
  for (let index = 0; index < partCount(size); index += 1) {
    const place = partPlace(fileId, size, index)
    const sealed = await sealChunk(key, place, partOf(bytes, index), ctx.ids.random(12))
    const seal = await sealOf(sealed)
    await store.put(objectName(addressOf(fileId), seal), sealed)
    seals.push(seal)
  }
  return {
    fileId,
    notice: id,
    seq: null,
    size,
    type,
    seals: JSON.stringify(seals),
    metaEnc,
    keyEnc,
    addedBy: by,
    addedAt: ctx.clock.now(),
  }
}

/** What was uploaded for a reply that was given without it, or is to come no more, is not kept. */
export async function dropUploads(ctx: Context, notice: string): Promise<void> {
  const [dropped] = await ctx.database.read([dropUnnamedFiles({ notice, limit: MOST_FILES })])
  await ctx.files?.delete(dropped.flatMap(objectsOf))
}

/** Where the parts of a file of supervision lie in storage. */
export const addressOf = (fileId: string): string => `supervision-${fileId}`
const objectsOf = ({ fileId, seals }: Pick<NoticeFileRow, 'fileId' | 'seals'>): readonly string[] =>
  sealsIn(seals).map((seal) => objectName(addressOf(fileId), seal))
/** Guarantee: the list was written by `addNoticeFile`. */
export const sealsIn = (text: string) => JSON.parse(text) as readonly string[]
