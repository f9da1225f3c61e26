import type { Item, RegionProfile } from '@tongban/catalogue'
import { type Decision, type Hindrance, type SettledFact, valueAt } from '@tongban/decisions'
import { divisionCode, isWithin } from '@tongban/privacy'
import type { Application } from './body.ts'

/**
 * The outcome of an item without rules in force: people decide, unless another region is plainly competent or a
 * required paper is missing. Nothing is approved here and nothing is refused on the merits.
 */
export function decideByPeople(
  region: RegionProfile,
  item: Item,
  application: Application,
  hindrances: readonly Hindrance[],
  facts: readonly SettledFact[],
): Decision {
  const here = isCompetent(region, item, application)
  const onlySupplement = hindrances.some((each) => each.route === 'supplement')
  return {
    outcome: here === false ? 'elsewhere' : onlySupplement ? 'supplement' : 'refer',
    competent: { here, rule: null },
    hindrances,
    result: null,
    trace: [],
    facts,
    unknownFacts: [],
  }
}

/** Whether the region named in the form is this one; null when the form names none. */
function isCompetent(region: RegionProfile, item: Item, application: Application): boolean | null {
  const { by, formPath } = item.competentBy
  if (by === 'any') return true
  const value = formPath === undefined ? undefined : valueAt(application.form, formPath)
  const named = typeof value === 'string' ? divisionCode(value) : undefined
  const own = divisionCode(region.code)
  return named === undefined || own === undefined ? null : isWithin(named, own)
}
