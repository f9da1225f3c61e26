import type { ArchivedFile, FileContents } from '@tongban/evidence'
import type { Bytes } from '@tongban/privacy'
import { type FilePartRow, type FileRow, filesOfCase, partsOfFile } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { openKey, openMeta } from '../files/meta.ts'
import { readingStatement } from '../files/record-reading.ts'
import { readPart } from '../files/sealed-part.ts'
import { fileView } from '../files/view.ts'

/**
 * The files of a case for its archive: what they are for everybody who gets the archive, what they hold for whoever gets
 * its papers, and that as far as the file can carry it. Each whose content goes into it is a reading, written down first.
 */
type Said = { readonly zh: string; readonly en: string }
export type ArchiveFiles = {
  readonly files: readonly ArchivedFile[]
  readonly contents: FileContents
  readonly withheld: readonly Said[]
}

/** What all files together may hold to lie in the page: a Worker has 128 MB, and the page is text. */
export const ARCHIVED_BYTES = 8 * 1024 * 1024

export async function filesForArchive(
  ctx: Context,
  loaded: LoadedCase,
  isFull: boolean,
): Promise<ArchiveFiles> {
  const { caseNumber } = loaded.row
  const [all] = await ctx.database.read([filesOfCase({ caseNumber })])
  const rows = all.filter(({ state }) => state === 'complete')
  const parts =
    rows.length === 0 ? [] : await ctx.database.read(rows.map(({ fileId }) => partsOfFile({ fileId })))
  const files: ArchivedFile[] = []
  const contents = new Map<string, Bytes>()
  const lost: string[] = []
  let left = ARCHIVED_BYTES
  for (const [at, row] of rows.entries()) {
    const own = parts[at] ?? []
    const wanted = isFull && row.size <= left
    const bytes = wanted ? await contentOf(ctx, row, own) : null
    if (wanted && bytes === null) lost.push(row.fileId)
    if (bytes !== null) {
      contents.set(row.fileId, bytes)
      left -= row.size
    }
    files.push(await described(ctx, loaded, row, own, isFull, bytes !== null))
  }
  if (contents.size > 0) await recordReadings(ctx, loaded, [...contents.keys()])
  const isLeftOut = files.some(({ id, isIncluded }) => !isIncluded && !lost.includes(id))
  return {
    files,
    contents,
    withheld: [
      ...(isLeftOut ? [isFull ? TOO_LARGE : CONTENTS] : []),
      ...lost.map((id) => ({
        zh: `附件 ${id}：存储中的内容缺失或者已被改动，不能读取。`,
        en: `File ${id}: what storage holds of it is missing or was changed and cannot be read.`,
      })),
    ],
  }
}

const MEGABYTE = 1024 * 1024
const TOO_LARGE = {
  zh: `附件合计超过 ${ARCHIVED_BYTES / MEGABYTE} MB 的部分；其摘要在本文件中，内容可在保管期内按所列地址取得。`,
  en: `Files beyond ${ARCHIVED_BYTES / MEGABYTE} MB together; their digests are in this file, and what they hold is had at the addresses given while they are kept.`,
}
const CONTENTS = {
  zh: '附件的名称和内容，说明理由后方可取得；其摘要在本文件中。',
  en: 'Names and contents of the files, given for a stated reason; their digests are in this file.',
}

async function described(
  ctx: Context,
  { item, row: { caseNumber } }: LoadedCase,
  row: FileRow,
  parts: readonly FilePartRow[],
  isFull: boolean,
  isIncluded: boolean,
): Promise<ArchivedFile> {
  const meta = await openMeta(ctx, row)
  const view = fileView(item, row, meta)
  if (view === null || meta === null) throw new Error('a file that is complete has no description')
  const { id, material, materialName, type, size, digest } = view
  return {
    id,
    name: isFull ? meta.name : null,
    material,
    materialName,
    type,
    size,
    digest,
    seals: parts.map(({ seal }) => seal),
    sha256: isFull ? meta.sha256 : null,
    isIncluded,
    href: `/approvals/v1/cases/${caseNumber}/files/${id}`,
  }
}

/** The whole of a file; null where storage has lost or changed any of it, which is logged and said in the archive. */
async function contentOf(ctx: Context, row: FileRow, parts: readonly FilePartRow[]): Promise<Bytes | null> {
  const key = await openKey(ctx, row)
  if (key === null || ctx.files === null) return null
  const bytes = new Uint8Array(row.size)
  let at = 0
  for (const part of parts) {
    const opened = await readPart(ctx.files, key, row, part)
    if (!opened.ok) {
      ctx.log('filePartUnreadable', { part: part.partIndex, reason: opened.failure.reason })
      return null
    }
    bytes.set(opened.value, at)
    at += opened.value.length
  }
  return bytes
}

async function recordReadings(ctx: Context, loaded: LoadedCase, ids: readonly string[]): Promise<void> {
  const isOwn = loaded.relation === 'applicant' || loaded.relation === 'submitter'
  const purpose = isOwn ? 'own' : 'archive'
  const written = await ctx.database.write(
    ids.map((fileId) => readingStatement(ctx, loaded, { what: 'file', fileId, purpose })),
  )
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}
