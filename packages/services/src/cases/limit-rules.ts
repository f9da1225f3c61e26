import type { Limit as Length } from '@tongban/calendar'
import { LIMIT_STEPS, type LimitRule, type LimitStep } from '@tongban/cases'
import type { Claim, Item } from '@tongban/catalogue'

/**
 * The limits of an item in a region: the law's figures as the item states them, the region's promises from its
 * claim. A promise the region has not made is no limit.
 */
export function limitRulesOf(item: Item, claim: Claim): readonly LimitRule[] {
  return item.limits.flatMap((limit): LimitRule[] => {
    const { step, unit, basis } = limit
    if (!isReckoned(step)) return []
    const amount = typeof limit.amount === 'number' ? limit.amount : claim[limit.amount.parameter]
    return amount === null
      ? []
      : [{ step, length: lengthOf(unit, amount), basis, ...fromReceipt(item, step) }]
  })
}

/** 市场主体登记管理条例 19: a registration is made, or its papers returned, in so many days from the application. */
export const fromReceipt = ({ procedure }: Item, step: string): { readonly isFromReceipt?: true } =>
  procedure === 'registration' && step === 'decision' ? { isFromReceipt: true } : {}

/** Extension and delivery are limits of later steps and are not reckoned from receipt or acceptance. */
const isReckoned = (step: string): step is LimitStep => Object.hasOwn(LIMIT_STEPS, step)

/** 民法典 203: a period of days or months that ends on a rest day ends on the next working day. */
export function lengthOf(unit: Item['limits'][number]['unit'], value: number): Length {
  switch (unit) {
    case 'instant':
      return { unit }
    case 'workday':
    case 'hour':
      return { unit, value }
    case 'calendarDay':
    case 'month':
      return { unit, value, roll: 'nextWorkday' }
  }
}
