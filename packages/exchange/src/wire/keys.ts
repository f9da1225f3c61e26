/**
 * Keys of regions. What a partner signs with and what its offices open is pinned: handed over, compared out of band by
 * thumbprint (RFC 7638), and in force from a second to a second. Old and new ones overlap, so that a change loses nothing.
 */
import { calculateJwkThumbprint } from 'jose'
import * as z from 'zod'

/** 32 bytes, written in the one way there is. */
export const coordinate = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/)
const signJwk = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate })
const openJwk = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: coordinate })
export const seconds = z.int().nonnegative()
/** Department code of an office 办理部门, or `*`: any office that has no key of its own. */
export const officeSchema = z.string().regex(/^(\*|[\w.-]{1,64})$/)

const term = { from: seconds, until: seconds.nullable(), revokedAt: seconds.nullable() }
export const partnerKeySchema = z.discriminatedUnion('use', [
  z.strictObject({ kid: coordinate, use: z.literal('sign'), jwk: signJwk, ...term }),
  z.strictObject({ kid: coordinate, use: z.literal('open'), office: officeSchema, jwk: openJwk, ...term }),
])
/** The public half of a key of a region; `from` … `revokedAt` in epoch seconds, `kid` its thumbprint. */
export type PartnerKey = z.infer<typeof partnerKeySchema>
export type PublicJwk = PartnerKey['jwk']
/** What a region publishes at `/cx/1/keys` and hands to its partners. */
export const partnerKeysSchema = z.array(partnerKeySchema).min(1).max(100)
/** What one region tells another to be kept: keys that have ended are not among them. */
export const toldKeysSchema = z.array(partnerKeySchema).min(1).max(20)
/** What is kept of a partner, however many: what was stored must be read whatever the limits are by then. */
export const keptKeysSchema = z.array(partnerKeySchema)

/** RFC 7638 thumbprint, SHA-256: the key's id. */
export const thumbprintOf = (jwk: PublicJwk): Promise<string> => calculateJwkThumbprint(jwk, 'sha256')

/** Ids of keys that are not the thumbprint of what they stand beside: such a list is refused. */
export async function wrongKeyIds(keys: readonly PartnerKey[]): Promise<readonly string[]> {
  const right = await Promise.all(keys.map(({ jwk }) => thumbprintOf(jwk)))
  return keys.filter(({ kid }, at) => kid !== right[at]).map(({ kid }) => kid)
}

type Term = Pick<PartnerKey, 'from' | 'until' | 'revokedAt'>

/** Whether the key is in force at this second. */
export const isInForce = ({ from, until, revokedAt }: Term, at: number): boolean =>
  from <= at && (until === null || at < until) && (revokedAt === null || at < revokedAt)

/**
 * The key of this id by which something was signed, if it was in force when that was made (`madeAt`) and had not been
 * revoked when it was looked at (`seenAt`), both in epoch seconds: a key that ran out in between has still signed it.
 */
export function signingKeyOf(
  keys: readonly PartnerKey[],
  kid: string,
  { madeAt, seenAt }: { readonly madeAt: number; readonly seenAt: number },
): PartnerKey | undefined {
  const key = keys.find((each) => each.kid === kid && each.use === 'sign')
  if (key === undefined || !isInForce(key, madeAt)) return undefined
  return key.revokedAt !== null && key.revokedAt <= seenAt ? undefined : key
}

/** The newest key in force by which what is for this office is sealed: its own, else the one for any office. */
export function officeKeyOf(
  keys: readonly PartnerKey[],
  office: string,
  at: number,
): Extract<PartnerKey, { readonly use: 'open' }> | undefined {
  const inForce = keys
    .filter((key) => key.use === 'open')
    .filter((key) => isInForce(key, at))
    .toSorted((a, b) => b.from - a.from)
  return inForce.find((key) => key.office === office) ?? inForce.find((key) => key.office === '*')
}

/**
 * The key to seal by: where none is in force any more the one that ended last, so that a case does not stand still because
 * a key was not renewed in time; its holder has it still. One that was revoked seals nothing.
 */
export const sealingKeyOf = (
  keys: readonly PartnerKey[],
  office: string,
  at: number,
): ReturnType<typeof officeKeyOf> => officeKeyOf(keys, office, at) ?? lastEnded(keys, office, at)

function lastEnded(keys: readonly PartnerKey[], office: string, at: number): ReturnType<typeof officeKeyOf> {
  const ended = keys
    .filter((key) => key.use === 'open')
    .filter(({ from, revokedAt }) => from <= at && (revokedAt === null || at < revokedAt))
    .toSorted((a, b) => (b.until ?? b.from) - (a.until ?? a.from))
  return ended.find((key) => key.office === office) ?? ended.find((key) => key.office === '*')
}

const imported = new WeakMap<PublicJwk, Promise<CryptoKey>>()

/** The public key for WebCrypto; made once for each key object, which the callers keep. */
export function importPublic(jwk: PublicJwk): Promise<CryptoKey> {
  const known = imported.get(jwk)
  if (known !== undefined) return known
  const usages: readonly string[] = jwk.crv === 'Ed25519' ? ['verify'] : []
  const made = crypto.subtle.importKey('jwk', { ...jwk }, { name: jwk.crv }, true, [...usages])
  imported.set(jwk, made)
  return made
}
