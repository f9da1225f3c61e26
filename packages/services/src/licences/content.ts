import { civilDateAt } from '@tongban/calendar'
import type { CivilDate, IdKind, Json } from '@tongban/kernel'
import { decryptField, encryptField, fromBase64url } from '@tongban/privacy'
import type { LicenceRow } from '@tongban/store'
import type { CredentialPayload, DetachedSignature } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { licenceContentPlace } from './place.ts'

/** What is kept of a licence beside its row, encrypted as one: whom it is of, what it says, and what was signed. */

export type LicenceHolder = { readonly name: string; readonly idKind: IdKind; readonly idNumber: string }

export type LicenceContent = {
  readonly holder: LicenceHolder
  readonly claims: Readonly<Record<string, Json>>
  readonly credential: string
  readonly signatures: readonly DetachedSignature[]
  readonly paper: string | null
  /** The key that signed the credential. */
  readonly kid: string
}

export function sealContent(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  identifier: string,
  content: LicenceContent,
): Promise<string> {
  return encryptField(keys, licenceContentPlace(identifier), JSON.stringify(content), ids.random(12))
}

export const isErased = ({ contentEnc }: Pick<LicenceRow, 'contentEnc'>): boolean => contentEnc === ''

/** The day its time was over and its contents were erased; nothing is done to it after that. */
export const erasedOn = (row: Pick<LicenceRow, 'contentEnc' | 'updatedAt'>): CivilDate | null =>
  isErased(row) ? civilDateAt(row.updatedAt) : null

/** Throws when it cannot be read: the row was changed or moved, or the ring lacks its key. */
export async function openContent(
  { keys }: Pick<Context, 'keys'>,
  { identifier, contentEnc }: Pick<LicenceRow, 'identifier' | 'contentEnc'>,
): Promise<LicenceContent> {
  const opened = await decryptField(keys, licenceContentPlace(identifier), contentEnc)
  if (!opened.ok) throw new Error(`a licence cannot be read: ${opened.failure.reason}`)
  return asContent(opened.value)
}

/** Guarantee: the text was written by `sealContent`, and opened at its place. */
const asContent = (text: string) => JSON.parse(text) as LicenceContent

const decoder = new TextDecoder()

/** What its credential says in plain. Guarantee: the region's own credential, as it was signed. */
export function payloadOf({ credential }: Pick<LicenceContent, 'credential'>): CredentialPayload {
  const [, payload = ''] = (credential.split('~')[0] ?? '').split('.')
  return JSON.parse(decoder.decode(fromBase64url(payload))) as CredentialPayload
}
