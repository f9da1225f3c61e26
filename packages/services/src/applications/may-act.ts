import type { Item } from '@tongban/catalogue'
import { type Reading, valueAt } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import type { Application } from './body.ts'

/**
 * Whether registers may be read about a person for whoever hands the application in. 个人信息保护法 6, 13; 民法典 165:
 * the person themselves, known well enough for the item; their recorded guardian; an agent whose written authority
 * was verified; staff who have them at the counter. A stranger who merely names somebody learns nothing of them.
 */
type Identity = { readonly idNumber: string; readonly realNameLevel: string }
type Authority = Readonly<Record<string, Reading>>

/** The check to make once the authority sources have answered, or null when nothing has to be shown. */
export function mayActCheck(
  item: Item,
  { applicant, representation }: Application,
  { idNumber, realNameLevel }: Identity,
): ((authority: Authority) => boolean) | null {
  // Levels are named L0 to L3 in order.
  const isKnown = realNameLevel >= item.minimumRealNameLevel
  const { kind } = representation
  if (applicant.kind !== 'person' || kind === 'staffAssisted') return null
  if (kind === 'self') return isKnown ? null : () => false
  return (authority) => {
    if (!isKnown) return false
    if (kind === 'guardian') return stated(item, 'guardian.idNumber', authority) === idNumber
    return kind === 'agent' && stated(item, 'authority.verified', authority) === true
  }
}

/** What the source of a fact says of it, by the item's own definition. */
function stated(item: Item, name: string, authority: Authority): Json | undefined {
  const fact = item.facts.find((each) => each.name === name)
  const reading = fact === undefined ? undefined : authority[fact.source]
  if (fact === undefined || reading?.state !== 'answered' || reading.record === null) return undefined
  return valueAt(reading.record, fact.path)
}
