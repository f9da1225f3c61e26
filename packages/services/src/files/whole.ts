import { type FieldError, hex } from '@tongban/kernel'
import type { Bytes } from '@tongban/privacy'
import type { FilePartRow, FileRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { contentOf } from './content.ts'
import { checkType, type FileType } from './file-type.ts'
import { type FileMeta, openKey } from './meta.ts'
import { PART_BYTES } from './parts.ts'
import { readPart, sealOf } from './sealed-part.ts'
import type { FileStore } from './store.ts'

/**
 * Looks at a file whose parts are all here: whether storage gives them as they were sealed, whether the whole has the
 * digest it was announced with, and what type it is. No more than one part is held.
 */
export type Whole =
  | { readonly state: 'sound'; readonly type: FileType; readonly partDigests: readonly string[] }
  | { readonly state: 'unreadable'; readonly parts: readonly number[] }
  | { readonly state: 'otherDigest' }
  | { readonly state: 'otherType'; readonly fault: Pick<FieldError, 'zh' | 'en'> }
  /** Its key is gone. */
  | { readonly state: 'erased' }

export type Stored = {
  readonly row: FileRow
  readonly parts: readonly FilePartRow[]
  readonly store: FileStore
}

export async function wholeOf(
  ctx: Context,
  { row, parts, store }: Stored,
  meta: FileMeta,
  /** Whether the digest of each part is wanted as well, for a region that is to be sent them. */
  wants: 'parts' | null = null,
): Promise<Whole> {
  const key = await openKey(ctx, row)
  if (key === null) return { state: 'erased' }
  const unreadable: number[] = []
  const read = async (index: number): Promise<Bytes> => {
    const part = parts[index]
    const opened = part === undefined ? undefined : await readPart(store, key, row, part)
    if (opened?.ok) return opened.value
    ctx.log('filePartUnreadable', { part: index, reason: opened?.failure.reason ?? 'lost' })
    unreadable.push(index)
    // Stands in for what cannot be read; the answer is a refusal whatever it holds.
    return new Uint8Array(PART_BYTES)
  }
  const { sha256, partDigests } = await digestsOf(parts.length, read, wants)
  if (unreadable.length > 0) return { state: 'unreadable', parts: unreadable }
  if (sha256 !== meta.sha256) return { state: 'otherDigest' }
  const typed = await checkType(meta.name, contentOf(row.size, PART_BYTES, read))
  if (unreadable.length > 0) return { state: 'unreadable', parts: unreadable }
  return 'type' in typed
    ? { state: 'sound', type: typed.type, partDigests }
    : { state: 'otherType', fault: typed.fault }
}

async function digestsOf(count: number, read: (index: number) => Promise<Bytes>, wants: 'parts' | null) {
  const digest = new crypto.DigestStream('SHA-256')
  const writer = digest.getWriter()
  const partDigests: string[] = []
  for (let index = 0; index < count; index += 1) {
    const bytes = await read(index)
    if (wants === 'parts') partDigests.push(await sealOf(bytes))
    await writer.write(bytes)
  }
  await writer.close()
  return { sha256: hex(new Uint8Array(await digest.digest)), partDigests }
}
