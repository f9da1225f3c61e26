import { type Failure, fail, hex, ok, type Result } from '@tongban/kernel'
import { type Bytes, sealChunk } from '@tongban/privacy'
import type { Context } from '../context.ts'
import { contentOf } from '../files/content.ts'
import { nameFault } from '../files/file-name.ts'
import { checkType, extensionFault } from '../files/file-type.ts'
import { PART_BYTES, partCount, partPlace } from '../files/parts.ts'
import { objectName } from '../files/place.ts'
import { sealOf } from '../files/sealed-part.ts'
import type { FileStore } from '../files/store.ts'
import { type AttachedTable, openFileMeta, sealFileKeys } from './file-keys.ts'

/**
 * Takes a file that will go with a step: sealed part by part as the files of cases are, its type told from its content. It
 * belongs to nothing until a step names it; of those no step has named, five of each official are kept for a paper, and one
 * that is sent twice is one.
 */
export const ATTACHED_FILE_BYTES = 5 * 1024 * 1024
export const FILES_PER_STEP = 5

/** The columns that every table of such files has. */
export type AttachedRow = {
  readonly fileId: string
  readonly seq: number | null
  readonly size: number
  readonly type: string
  readonly seals: string
  readonly metaEnc: string
  readonly keyEnc: string
  readonly addedBy: string
  readonly addedAt: number
}
export type AttachedFileView = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly addedAt: number
}

export type DroppedFile = Pick<AttachedRow, 'fileId' | 'seals'>
/** Where one paper keeps its files. */
export type AttachedTo = {
  readonly table: AttachedTable
  readonly files: readonly AttachedRow[]
  /** Blind index of whoever sends it. */
  readonly by: string
  readonly insert: (row: AttachedRow) => Promise<void>
  /** Of these uploads those that no step names by now, which are gone with it. */
  readonly drop: (fileIds: readonly string[]) => Promise<readonly DroppedFile[]>
}

export async function addAttached(
  ctx: Context,
  { table, files, by, insert, drop }: AttachedTo,
  name: string,
  bytes: Bytes,
): Promise<Result<AttachedFileView, Failure>> {
  const { files: store } = ctx
  if (store === null) return fail({ code: 'filesNotConfigured' })
  const type = await typeOf(name, bytes)
  if (!type.ok) return type
  const sha256 = await sha256Of(bytes)
  const waiting = files.filter(({ seq, addedBy }) => seq === null && addedBy === by)
  for (const file of waiting)
    if ((await openFileMeta(ctx, table, file)).sha256 === sha256) return ok(await fileView(ctx, table, file))
  const row = await sealedFile(ctx, store, { table, name, sha256, bytes, type: type.value, by })
  await insert(row)
  const oldest = waiting.slice(0, Math.max(0, waiting.length + 1 - FILES_PER_STEP))
  // A step may have named one of them meanwhile: its bytes stay.
  if (oldest.length > 0) await forgetObjects(ctx, table, await drop(oldest.map(({ fileId }) => fileId)))
  return ok(await fileView(ctx, table, row))
}

export async function fileView(
  ctx: Pick<Context, 'keys'>,
  table: AttachedTable,
  file: AttachedRow,
): Promise<AttachedFileView> {
  const { name } = await openFileMeta(ctx, table, file)
  const { fileId: id, type, size, addedAt } = file
  return { id, name, type, size, addedAt }
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
  readonly table: AttachedTable
  readonly name: string
  readonly sha256: string
  readonly bytes: Bytes
  readonly type: string
  readonly by: string
}

async function sealedFile(
  ctx: Context,
  store: FileStore,
  { table, name, sha256, bytes, type, by }: Sealing,
): Promise<AttachedRow> {
  const fileId = ctx.ids.uuid()
  const size = bytes.length
  const { metaEnc, keyEnc, key } = await sealFileKeys(ctx, table, fileId, { name, sha256 })
  const seals: string[] = []
  for (let index = 0; index < partCount(size); index += 1) {
    const place = partPlace(fileId, size, index)
    const sealed = await sealChunk(key, place, partOf(bytes, index), ctx.ids.random(12))
    const seal = await sealOf(sealed)
    await store.put(objectName(addressOf(table, fileId), seal), sealed)
    seals.push(seal)
  }
  return {
    fileId,
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

/** The bytes of files that are no more. */
export async function forgetObjects(
  { files: store }: Pick<Context, 'files'>,
  table: AttachedTable,
  dropped: readonly DroppedFile[],
): Promise<void> {
  const objects = dropped.flatMap(({ fileId, seals }) =>
    sealsIn(seals).map((seal) => objectName(addressOf(table, fileId), seal)),
  )
  await store?.delete(objects)
}

const PREFIX = {
  supervision_files: 'supervision',
  rectification_files: 'rectification',
} as const satisfies Record<AttachedTable, string>

/** Where the parts of such a file lie in storage. */
export const addressOf = (table: AttachedTable, fileId: string): string => `${PREFIX[table]}-${fileId}`
/** Guarantee: the list was written by `addAttached`. */
export const sealsIn = (text: string) => JSON.parse(text) as readonly string[]
