import { fail, hex, ok, type Result } from '@tongban/kernel'
import { type Bytes, openChunk } from '@tongban/privacy'
import type { FilePartRow, FileRow } from '@tongban/store'
import { partPlace } from './parts.ts'
import { objectName } from './place.ts'
import type { FileStore } from './store.ts'

/** What is wrong with a part as storage gives it. */
export type PartFault = { readonly code: 'partUnreadable'; readonly reason: 'lost' | 'changed' | 'misplaced' }

/** SHA-256 of a sealed part: its name in storage, and what the evidence of the case is made of. */
export async function sealOf(sealed: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', sealed)))
}

/**
 * One part as it was handed in. Storage is not trusted: what it gives must be the very bytes that were sealed, and
 * they must open for this file, this index and this end.
 */
export async function readPart(
  store: FileStore,
  key: CryptoKey,
  { fileId, address, size }: Pick<FileRow, 'fileId' | 'address' | 'size'>,
  { partIndex, seal }: Pick<FilePartRow, 'partIndex' | 'seal'>,
): Promise<Result<Bytes, PartFault>> {
  const sealed = await store.get(objectName(address, seal))
  if (sealed === null) return fail({ code: 'partUnreadable', reason: 'lost' })
  if ((await sealOf(sealed)) !== seal) return fail({ code: 'partUnreadable', reason: 'changed' })
  const opened = await openChunk(key, partPlace(fileId, size, partIndex), sealed)
  return opened.ok ? ok(opened.value) : fail({ code: 'partUnreadable', reason: 'misplaced' })
}
