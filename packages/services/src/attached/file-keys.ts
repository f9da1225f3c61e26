import {
  decryptField,
  decryptJson,
  encryptField,
  encryptJson,
  makeFileKey,
  openFileKey,
} from '@tongban/privacy'
import * as z from 'zod'
import type { Context } from '../context.ts'

/**
 * Files that go with what an official says in a step of their own paper: a reply to a notice of supervision, a reply or an
 * appeal of a rectification order. Each list is a table of its own; the encrypted columns are the same: name and digest, and
 * the file's own key.
 */
export type AttachedTable = 'supervision_files' | 'rectification_files'
type Kept = { readonly fileId: string; readonly metaEnc: string; readonly keyEnc: string }

const metaSchema = z.strictObject({ name: z.string(), sha256: z.string() })
type FileMeta = z.infer<typeof metaSchema>

const metaPlace = (table: AttachedTable, fileId: string) => ({ table, column: 'meta_enc', row: fileId })
const keyPlace = (table: AttachedTable, fileId: string) => ({ table, column: 'key_enc', row: fileId })

export async function sealFileKeys(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  table: AttachedTable,
  fileId: string,
  meta: FileMeta,
) {
  const text = makeFileKey(ids.random(32))
  const [metaEnc, keyEnc, key] = await Promise.all([
    encryptJson(keys, metaPlace(table, fileId), meta, ids.random(12)),
    encryptField(keys, keyPlace(table, fileId), text, ids.random(12)),
    openFileKey(text),
  ])
  return { metaEnc, keyEnc, key }
}

export async function openFileMeta(
  { keys }: Pick<Context, 'keys'>,
  table: AttachedTable,
  { fileId, metaEnc }: Pick<Kept, 'fileId' | 'metaEnc'>,
): Promise<FileMeta> {
  const meta = await decryptJson(keys, metaPlace(table, fileId), metaEnc)
  if (!meta.ok) throw new Error(`what is kept of a file cannot be read: ${meta.failure.reason}`)
  return metaSchema.parse(meta.value)
}

export async function openAttachedKey(
  { keys }: Pick<Context, 'keys'>,
  table: AttachedTable,
  { fileId, keyEnc }: Pick<Kept, 'fileId' | 'keyEnc'>,
): Promise<CryptoKey> {
  const key = await decryptField(keys, keyPlace(table, fileId), keyEnc)
  if (!key.ok) throw new Error(`the key of a file cannot be read: ${key.failure.reason}`)
  return openFileKey(key.value)
}
