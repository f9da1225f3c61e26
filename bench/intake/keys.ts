import { randomBytes } from 'node:crypto'
import { makeIdentifier, makeSerial, SHARD_ENTRIES } from '@tongban/licences'
import { blindIndex, type FieldKeys, openFieldKeys } from '@tongban/privacy'
import { parseIdentifier } from '@tongban/verifier'
import type { Person } from './people.ts'
import type { Keys } from './recording.ts'
import type { Scenario } from './scenario.ts'

/**
 * The keys under which the product finds a person's rows, made beforehand, so that the baseline reads and writes at as
 * many places of the database as ours does. `record` holds them against what the product really bound.
 */
export async function keysOf(
  scenario: Scenario,
  ring: FieldKeys,
  person: Person,
  idempotencyKey: string,
): Promise<Keys> {
  const key = await blindIndex(ring, 'idempotencyKey', idempotencyKey)
  return { ...(await scenario.keysOf(ring, person)), key }
}

/** What the product draws for each licence: serial and identifier, and the places of the status list to choose from. */
export function licenceKeys(recordedIdentifier: string, at: number, taken: ReadonlySet<number>): Keys {
  const parts = parseIdentifier(recordedIdentifier)
  if (parts === undefined) throw new Error(`no identifier of a licence: ${recordedIdentifier}`)
  const serial = makeSerial((length) => new Uint8Array(randomBytes(length)))
  const identifier = makeIdentifier({
    typeCode: parts.typeCode,
    issuerCode: parts.issuer,
    serial,
    version: Number(parts.version),
  })
  if (!identifier.ok) throw new Error(`no identifier: ${identifier.failure.part}`)
  const places = [ownPlace(at, taken), ...Array.from({ length: CANDIDATES - 1 }, anyPlace)]
  return { serial, identifier: identifier.value, places: JSON.stringify(places), place: String(places[0]) }
}

const CANDIDATES = 16
const anyPlace = () => randomBytes(3).readUIntBE(0, 3) & (SHARD_ENTRIES - 1)
/** Odd, so that no place comes twice, and far apart, so that neighbours in time are none in the list. */
const STEP = 77_773

function ownPlace(at: number, taken: ReadonlySet<number>): number {
  const place = (at * STEP) & (SHARD_ENTRIES - 1)
  return taken.has(place) ? ownPlace(at + SHARD_ENTRIES / 2, taken) : place
}

export async function ringOf(secret: string): Promise<FieldKeys> {
  const opened = await openFieldKeys(secret)
  if (!opened.ok) throw new Error(`the field keys of the bench are refused: ${opened.failure.reason}`)
  return opened.value
}
