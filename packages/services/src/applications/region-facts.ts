import type { Item } from '@tongban/catalogue'
import type { SettledFact } from '@tongban/decisions'
import { divisionCode, isWithin } from '@tongban/privacy'

/**
 * Competence follows from a division code (GB/T 2260) and from nothing else: a register that answers `不详`, a text with
 * something behind the code, or a whole city where a district is asked for has not said which region is competent.
 * Such a fact counts as wrongly formed, so that a person looks; no machine turns anybody away because of it.
 */
export function withSoundRegions(
  facts: readonly SettledFact[],
  item: Item,
  region: string,
): readonly SettledFact[] {
  const { fact, choose } = item.competentBy
  const names = [fact, ...Object.values(choose?.options ?? {})]
  return facts.map((each) =>
    each.status === 'known' && names.includes(each.name) && !isSound(each.value, region)
      ? { ...each, status: 'wrongType' as const }
      : each,
  )
}

function isSound(value: SettledFact['value'], region: string): boolean {
  if (value === null) return true
  const named = typeof value === 'string' ? divisionCode(value) : undefined
  const own = divisionCode(region)
  if (named === undefined || own === undefined) return false
  // A code that holds this region and more leaves open whether this region is meant.
  return isWithin(named, own) || !isWithin(own, named)
}
