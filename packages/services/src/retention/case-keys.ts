import {
  caseKeyFingerprint,
  caseOfKey,
  decryptField,
  encryptField,
  type FieldKeys,
  licenceOfKey,
  makeCaseKey,
  openCaseKey,
} from '@tongban/privacy'
import { type CaseKeyRow, caseKeyOf, type Database, licenceKeyOf } from '@tongban/store'
import { caseKeyPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { openLicenceKey } from './licence-keys.ts'

/**
 * The own keys of archived cases and ended licences. Whoever opens a field need not know whether it was archived: the
 * field names its key, and a key that is not in the ring is looked for here, once a request. It is not found once the
 * case or the licence was erased.
 */
export function withOwnKeys(keys: FieldKeys, database: Database): FieldKeys {
  const { current, keys: ring, index } = keys
  /** Made when one is looked for: most requests look for none. */
  let found: Map<string, Promise<CryptoKey | undefined>> | undefined
  return {
    current,
    keys: ring,
    index,
    find(keyId) {
      found ??= new Map()
      const known = found.get(keyId) ?? findKey(keys, database, keyId)
      found.set(keyId, known)
      return known
    },
  }
}

async function findKey(keys: FieldKeys, database: Database, keyId: string): Promise<CryptoKey | undefined> {
  const identifier = licenceOfKey(keyId)
  if (identifier !== null) {
    const [[row]] = await database.read([licenceKeyOf({ identifier })])
    return row === undefined ? undefined : openLicenceKey(keys, row)
  }
  const caseNumber = caseOfKey(keyId)
  if (caseNumber === null) return undefined
  const [[row]] = await database.read([caseKeyOf({ caseNumber })])
  return row === undefined ? undefined : openRow(keys, row)
}

/** With the own key of an archived case that was read beside what it opens; none where the case is not archived. */
export const withCaseKey = (keys: FieldKeys, row: CaseKeyRow | undefined): FieldKeys =>
  row === undefined
    ? keys
    : {
        ...keys,
        find: async (keyId) =>
          caseOfKey(keyId) === row.caseNumber ? openRow(keys, row) : keys.find?.(keyId),
      }

export async function openRow(keys: FieldKeys, { caseNumber, keyEnc }: CaseKeyRow): Promise<CryptoKey> {
  const opened = await decryptField(keys, caseKeyPlace(caseNumber), keyEnc)
  if (!opened.ok) throw new Error(`the key of a case cannot be read: ${opened.failure.reason}`)
  return openCaseKey(opened.value)
}

/** A new key for a case, as the row to store. */
export async function newCaseKey({ keys, ids, clock }: Context, caseNumber: string): Promise<CaseKeyRow> {
  const text = makeCaseKey(ids.random(32))
  return {
    caseNumber,
    keyEnc: await encryptField(keys, caseKeyPlace(caseNumber), text, ids.random(12)),
    fingerprint: await caseKeyFingerprint(text),
    at: clock.now(),
  }
}
