import {
  caseKeyFingerprint,
  decryptField,
  encryptField,
  type FieldKeys,
  makeCaseKey,
  openCaseKey,
} from '@tongban/privacy'
import type { LicenceKeyRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { licenceKeyPlace } from '../licences/place.ts'

/** The own keys of licences that have ended: made and wrapped as those of archived cases. */

export async function openLicenceKey(
  keys: FieldKeys,
  { identifier, keyEnc }: LicenceKeyRow,
): Promise<CryptoKey> {
  const opened = await decryptField(keys, licenceKeyPlace(identifier), keyEnc)
  if (!opened.ok) throw new Error(`the key of a licence cannot be read: ${opened.failure.reason}`)
  return openCaseKey(opened.value)
}

/** A new key for a licence, as the row to store. */
export async function newLicenceKey(
  { keys, ids, clock }: Context,
  identifier: string,
): Promise<LicenceKeyRow> {
  const text = makeCaseKey(ids.random(32))
  return {
    identifier,
    keyEnc: await encryptField(keys, licenceKeyPlace(identifier), text, ids.random(12)),
    fingerprint: await caseKeyFingerprint(text),
    at: clock.now(),
  }
}
