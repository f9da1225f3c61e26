import { AUTHORITY_KINDS, type Item } from '@tongban/catalogue'
import { type Reading, valueAt } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import type { Application } from './body.ts'

/**
 * Whether registers may be read about a person for whoever hands the application in. 个人信息保护法 6, 13; 民法典 165:
 * the person themselves, known well enough for the item; their recorded guardian; an agent whose written authority
 * was verified; staff who have them at the counter. A stranger who merely names somebody learns nothing of them.
 */
const HOUR_MS = 3_600_000

type Identity = { readonly idNumber: string; readonly realNameLevel: string }
type Authority = Readonly<Record<string, Reading>>

/** Documents whose number is the one registers know, with a check digit; any other may carry anybody's number. */
const CHECKED_KINDS: readonly string[] = ['residentId', 'residencePermit']

/** Known well enough for the item, under a number that registers know. Levels are named L0 to L3 in order. */
export const isKnownFor = (item: Item, idKind: string, realNameLevel: string): boolean =>
  realNameLevel >= item.minimumRealNameLevel && CHECKED_KINDS.includes(idKind)

/** The check to make once the authority sources have answered, or null when nothing has to be shown. */
export function mayActCheck(
  item: Item,
  { applicant, representation }: Application,
  { idNumber, realNameLevel }: Identity,
  now: number,
): ((authority: Authority) => boolean) | null {
  const isKnown = isKnownFor(item, applicant.idKind, realNameLevel)
  const { kind } = representation
  if (applicant.kind !== 'person') return null
  if (kind === 'self' || kind === 'staffAssisted') return isKnown ? null : () => false
  return (authority) => {
    if (!isKnown) return false
    if (kind === 'guardian') return stated(item, 'guardian.idNumber', authority, now) === idNumber
    return AUTHORITY_KINDS.includes(kind) && stated(item, 'authority.verified', authority, now) === true
  }
}

/** What the source of a fact says of it now, by the item's own definition; what is out of date says nothing. */
function stated(item: Item, name: string, authority: Authority, now: number): Json | undefined {
  const fact = item.facts.find((each) => each.name === name)
  const reading = fact === undefined ? undefined : authority[fact.source]
  if (fact === undefined || reading?.state !== 'answered' || reading.record === null) return undefined
  const limit = fact.staleAfterHours
  if (limit !== null && now - reading.sourceAt > limit * HOUR_MS) return undefined
  return valueAt(reading.record, fact.path)
}
