import { findItemVersion } from '@tongban/catalogue'
import { type DecisionRecord, openedRecord, type StoredRecord } from '@tongban/decisions'
import { fail, ok, type Result, sha256Hex } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import type { DecisionRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { recordPlace } from './place.ts'

/**
 * Opens the stored record of an automatic decision. Throws when it cannot be read or is not what its digest says:
 * both mean that somebody changed the database.
 */
export async function openRecord(ctx: Pick<Context, 'keys'>, row: DecisionRow): Promise<DecisionRecord> {
  const read = await readRecord(ctx, row)
  if (!read.ok) throw new Error(read.failure)
  return read.value
}

/** The same for those who look for what was changed: what is wrong with the record is their finding. */
export async function readRecord(
  ctx: Pick<Context, 'keys'>,
  { caseNumber, seq, recordEnc, recordDigest }: DecisionRow,
): Promise<Result<DecisionRecord, string>> {
  const opened = await decryptField(ctx.keys, recordPlace(caseNumber, seq), recordEnc)
  if (!opened.ok) return fail(`decision record cannot be read: ${opened.failure.reason}`)
  if ((await sha256Hex(opened.value)) !== recordDigest)
    return fail('decision record does not match its digest')
  return ok(recordOf(opened.value))
}

/** Labels that the decision has not spoken are those of the item's own version. */
function recordOf(text: string): DecisionRecord {
  const stored = asStored(text)
  const item = findItemVersion(stored.item.code, stored.item.version)
  return openedRecord(stored, item.ok ? item.value.facts : [])
}

/** Guarantee: the text was written by `prepareCommit`, and matches its digest. */
function asStored(text: string): StoredRecord {
  const { value } = JSON.parse(text) as { readonly value: StoredRecord }
  return value
}
