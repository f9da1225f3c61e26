import { decryptField, decryptJson, openFileKey } from '@tongban/privacy'
import type { FileRow } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { keyPlace, metaPlace } from './place.ts'

/** What is kept of a file beside its content, encrypted: people put names into the names of files. */
const metaSchema = z.strictObject({ name: z.string(), sha256: z.string() })
export type FileMeta = z.infer<typeof metaSchema>

/** Null once the case's data are erased. */
export async function openMeta(
  { keys }: Pick<Context, 'keys'>,
  { fileId, metaEnc }: FileRow,
): Promise<FileMeta | null> {
  if (metaEnc === null) return null
  const meta = await decryptJson(keys, metaPlace(fileId), metaEnc)
  if (!meta.ok) throw new Error(`what is kept of a file cannot be read: ${meta.failure.reason}`)
  return metaSchema.parse(meta.value)
}

/** The file's own key; null once it is erased. */
export async function openKey(
  { keys }: Pick<Context, 'keys'>,
  { fileId, keyEnc }: FileRow,
): Promise<CryptoKey | null> {
  if (keyEnc === null) return null
  const key = await decryptField(keys, keyPlace(fileId), keyEnc)
  if (!key.ok) throw new Error(`the key of a file cannot be read: ${key.failure.reason}`)
  return openFileKey(key.value)
}
