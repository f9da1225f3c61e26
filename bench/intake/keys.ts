import { blindIndex, type FieldKeys, openFieldKeys } from '@tongban/privacy'
import { ACCOUNT, type Person } from './people.ts'
import type { Keys } from './recording.ts'

/**
 * The keys under which the product finds a person's rows, made beforehand, so that the baseline reads and writes at as
 * many places of the database as ours does. `record` holds them against what the product really bound.
 */
export async function keysOf(ring: FieldKeys, { idNumber }: Person, idempotencyKey: string): Promise<Keys> {
  const [key, person, account, party, matter] = await Promise.all([
    blindIndex(ring, 'idempotencyKey', idempotencyKey),
    blindIndex(ring, 'registry', idNumber),
    blindIndex(ring, 'registry', `${idNumber}|${ACCOUNT}`),
    blindIndex(ring, 'party', `residentId|${idNumber}`),
    blindIndex(ring, 'grant', `residentId|${idNumber}`),
  ])
  return { key, person, account, party, matter }
}

export async function ringOf(secret: string): Promise<FieldKeys> {
  const opened = await openFieldKeys(secret)
  if (!opened.ok) throw new Error(`the field keys of the bench are refused: ${opened.failure.reason}`)
  return opened.value
}
