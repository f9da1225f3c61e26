import {
  decryptField,
  decryptJson,
  encryptField,
  encryptJson,
  makeFileKey,
  openFileKey,
} from '@tongban/privacy'
import type { NoticeFileRow } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../../context.ts'

/** The encrypted columns of a file that goes with a reply: its name and digest, and its own key. */
const metaSchema = z.strictObject({ name: z.string(), sha256: z.string() })
type FileMeta = z.infer<typeof metaSchema>

const metaPlace = (fileId: string) => ({ table: 'supervision_files', column: 'meta_enc', row: fileId })
const keyPlace = (fileId: string) => ({ table: 'supervision_files', column: 'key_enc', row: fileId })

export async function sealFileKeys(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  fileId: string,
  meta: FileMeta,
) {
  const text = makeFileKey(ids.random(32))
  const [metaEnc, keyEnc, key] = await Promise.all([
    encryptJson(keys, metaPlace(fileId), meta, ids.random(12)),
    encryptField(keys, keyPlace(fileId), text, ids.random(12)),
    openFileKey(text),
  ])
  return { metaEnc, keyEnc, key }
}

export async function openFileMeta(
  { keys }: Pick<Context, 'keys'>,
  { fileId, metaEnc }: NoticeFileRow,
): Promise<FileMeta> {
  const meta = await decryptJson(keys, metaPlace(fileId), metaEnc)
  if (!meta.ok) throw new Error(`what is kept of a file cannot be read: ${meta.failure.reason}`)
  return metaSchema.parse(meta.value)
}

export async function openNoticeFileKey(
  { keys }: Pick<Context, 'keys'>,
  { fileId, keyEnc }: NoticeFileRow,
): Promise<CryptoKey> {
  const key = await decryptField(keys, keyPlace(fileId), keyEnc)
  if (!key.ok) throw new Error(`the key of a file cannot be read: ${key.failure.reason}`)
  return openFileKey(key.value)
}
