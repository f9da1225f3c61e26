import type { Attachment } from '@tongban/exchange/wire'
import type { EpochMs, Json } from '@tongban/kernel'
import type { FileRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { type FileMeta, openMeta } from '../files/meta.ts'
import { present } from '../handovers/telling.ts'

/**
 * How another region is told of files of a case: in the open by digest, size, type and material, with the digest of each
 * part; sealed what they are called, since people put names into the names of files.
 */
export type FileTold = {
  readonly row: Pick<FileRow, 'fileId' | 'materialCode' | 'size'>
  readonly meta: FileMeta
  readonly type: string
  /** Empty where a message before has told them, or where only the whole is checked. */
  readonly partDigests: readonly string[]
}

/** Files that are whole, by what is kept of them: none is read for it. Those whose keys are gone are not among them. */
export async function toldByWhole(
  ctx: Pick<Context, 'keys'>,
  rows: readonly FileRow[],
): Promise<readonly FileTold[]> {
  const whole = rows.filter(({ state }) => state === 'complete')
  const metas = await Promise.all(whole.map((row) => openMeta(ctx, row)))
  return whole.flatMap((row, at) => {
    const meta = metas[at] ?? null
    return meta === null ? [] : [{ row, meta, type: row.type ?? '', partDigests: [] }]
  })
}

export const attachmentOf = ({ row, meta, type, partDigests }: FileTold): Attachment => ({
  digest: meta.sha256,
  size: row.size,
  mediaType: type,
  ...(row.materialCode === '' ? {} : { material: row.materialCode }),
  ...(partDigests.length === 0 ? {} : { parts: [...partDigests] }),
})

/** As submissions and supplements list their files. */
export const namedFile = ({ row, meta }: Pick<FileTold, 'row' | 'meta'>) => ({
  fileId: row.fileId,
  digest: meta.sha256,
  name: meta.name,
  ...(row.materialCode === '' ? {} : { material: row.materialCode }),
})

/** What `case.files-added` says of them. */
export const filesTold = (
  files: readonly FileTold[],
  at: EpochMs,
): { readonly data: { readonly [name: string]: Json }; readonly personal: Json } => ({
  data: present({ at, attachments: files.map((file) => asJson(attachmentOf(file))) }),
  personal: { files: files.map(namedFile) },
})

/** Guarantee: it is made of texts, numbers and lists of texts. */
const asJson = (attachment: Attachment) => attachment as unknown as Json
