import { type EpochMs, type Ids, type Json, sha256Hex } from '@tongban/kernel'
import { decryptJson, encryptJson } from '@tongban/privacy'
import type { EndpointRow } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../../context.ts'

/**
 * The signing keys of a webhook (Standard Webhooks, `whsec_` and 32 random bytes): shown once, kept encrypted, and while one
 * is replaced both sign.
 */
const TABLE = 'supervision_endpoints'
export const addressPlace = (id: string) => ({ table: TABLE, column: 'address_enc', row: id })
const keysPlace = (id: string) => ({ table: TABLE, column: 'keys_enc', row: id })

const SECRET_BYTES = 32
export const makeSigningKey = (ids: Pick<Ids, 'random'>): string =>
  `whsec_${btoa(String.fromCharCode(...ids.random(SECRET_BYTES)))}`

const heldSchema = z.strictObject({ current: z.string(), previous: z.string().nullable() })
export type HeldKeys = z.output<typeof heldSchema>

export function sealKeys({ keys, ids }: Pick<Context, 'keys' | 'ids'>, id: string, held: HeldKeys) {
  const value: Json = { ...held }
  return encryptJson(keys, keysPlace(id), value, ids.random(12))
}

/** Null where they cannot be read: nothing is then signed and nothing of it believed. */
export async function heldKeys({ keys }: Pick<Context, 'keys'>, row: EndpointRow): Promise<HeldKeys | null> {
  if (row.keysEnc === null) return null
  const opened = await decryptJson(keys, keysPlace(row.id), row.keysEnc)
  const read = opened.ok ? heldSchema.safeParse(opened.value) : undefined
  return read?.success === true ? read.data : null
}

/** The keys that count now: the present one, and the one before while it does. */
export async function signingKeys(
  ctx: Pick<Context, 'keys' | 'clock'>,
  row: EndpointRow,
): Promise<readonly string[] | null> {
  const held = await heldKeys(ctx, row)
  if (held === null) return null
  const { current, previous } = held
  return previous !== null && isOverlapping(row, ctx.clock.now()) ? [current, previous] : [current]
}

export const isOverlapping = ({ previousUntil }: Pick<EndpointRow, 'previousUntil'>, now: EpochMs): boolean =>
  previousUntil !== null && previousUntil > now

/** What is kept of a challenge: nothing by which it could be answered. */
export const challengeHash = (id: string, challenge: string): Promise<string> =>
  sha256Hex(`${id}|${challenge}`)
