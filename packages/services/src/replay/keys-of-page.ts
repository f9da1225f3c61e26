import { caseOfKey, type FieldKeys, keyIdOf } from '@tongban/privacy'
import { caseKeysOf, type PastDecisionRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { openRow } from '../retention/case-keys.ts'

/** The keys for a page of decisions: those of archived cases are read at once, not one by one as they are opened. */
export async function keysOfPage(
  { keys, database }: Pick<Context, 'keys' | 'database'>,
  rows: readonly PastDecisionRow[],
): Promise<FieldKeys> {
  const archived = rows.flatMap(({ recordEnc }) => caseOfKey(keyIdOf(recordEnc) ?? '') ?? [])
  if (archived.length === 0) return keys
  const [found] = await database.read([caseKeysOf({ caseNumbers: JSON.stringify(archived) })])
  const opened = await Promise.all(
    found.map(async (row) => [row.caseNumber, await openRow(keys, row)] as const),
  )
  const own = new Map(opened)
  return {
    ...keys,
    find: (keyId) => {
      const caseNumber = caseOfKey(keyId)
      return Promise.resolve(caseNumber === null ? undefined : own.get(caseNumber))
    },
  }
}
