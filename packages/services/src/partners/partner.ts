import { keptKeysSchema, officeKeyOf, type PartnerKey } from '@tongban/exchange/wire'
import { canonicalJson, type Json } from '@tongban/kernel'
import type { PartnerRow } from '@tongban/store'

/** A partner region as it is stored, with its keys read. Without `state` active nothing is sent to it or taken from it. */
export type Partner = {
  readonly region: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly baseUrl: string
  readonly state: PartnerState
  readonly keys: readonly PartnerKey[]
  /** How far its clock was ahead of ours when it last told its time. */
  readonly clockOffsetMs: number
}
export const PARTNER_STATES = {
  proposed: { zh: '待另一人确认', en: 'awaits a second person' },
  active: { zh: '已接通', en: 'active' },
  suspended: { zh: '已暂停', en: 'suspended' },
} as const
export type PartnerState = keyof typeof PARTNER_STATES

/** One whose keys cannot be read has none and counts as suspended, so that it stops nobody but itself. */
export function partnerOf(row: PartnerRow): Partner {
  const keys = storedKeys(row.keys)
  return {
    region: row.region,
    name: { zh: row.nameZh, en: row.nameEn },
    baseUrl: row.baseUrl,
    state: keys === null ? 'suspended' : asState(row.state),
    keys: keys ?? [],
    clockOffsetMs: row.clockOffsetMs,
  }
}

/** Rows change rarely and are read with every request: the same text is the same list, so that keys are imported once. */
const known = new Map<string, readonly PartnerKey[]>()
const KNOWN = 64

/** Null: they cannot be read. */
export function storedKeys(text: string): readonly PartnerKey[] | null {
  const found = known.get(text)
  if (found !== undefined) return found
  const keys = readKeys(text)
  if (keys === null) return null
  if (known.size >= KNOWN) known.clear()
  known.set(text, keys)
  return keys
}

function readKeys(text: string): readonly PartnerKey[] | null {
  try {
    const read = keptKeysSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** So many are kept of a partner that tells them by itself. */
const MOST_KEPT = 40

/**
 * Those that are kept: where there are too many, what ended longest ago goes first. One that was revoked stays, or it could
 * be told anew as if nothing had been. Null: there are too many all the same. `now` in epoch seconds.
 */
export function keysToKeep(keys: readonly PartnerKey[], now: number): readonly PartnerKey[] | null {
  const ended = keys
    .filter(({ until, revokedAt }) => revokedAt === null && until !== null && until <= now)
    .toSorted((a, b) => (a.until ?? 0) - (b.until ?? 0))
  const tooMany = Math.max(0, keys.length - MOST_KEPT)
  if (tooMany > ended.length) return null
  const dropped = new Set(ended.slice(0, tooMany))
  return keys.filter((key) => !dropped.has(key))
}

/** One text for one list, however it came. */
export const keysText = (keys: readonly PartnerKey[]): string => canonicalJson(asJson(keys))

/** What awaits a second person: what the partner will be once confirmed. */
export type PartnerChange = Pick<Partner, 'name' | 'baseUrl' | 'keys'>

/** Guarantee: `change` was written by `putPartner` from checked input. */
export const changeOf = (row: PartnerRow): PartnerChange | null =>
  row.change === null ? null : (JSON.parse(row.change) as PartnerChange)

/** Guarantee: written by these services alone. */
export const asState = (text: string) => text as PartnerState

/** Hexadecimal in groups of four, as it is read out over the telephone: the 32 bytes of the thumbprint. */
export function fingerprintOf(kid: string): string {
  const bytes = atob(`${kid.replaceAll('-', '+').replaceAll('_', '/')}=`)
  const text = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return text.match(/.{4}/g)?.join(' ') ?? ''
}

/** Whether something personal can be sealed to this office there. */
export const opensAt = (keys: readonly PartnerKey[], office: string, now: number): boolean =>
  officeKeyOf(keys, office, Math.floor(now / 1000)) !== undefined

/** Guarantee: keys hold texts, numbers and null only. */
export const asJson = (value: object) => value as Json
