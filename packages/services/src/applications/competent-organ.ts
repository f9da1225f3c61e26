import { type Item, REGIONS, type RegionProfile } from '@tongban/catalogue'
import { type Decision, type Model, printPlan, type SettledFact, valueAt } from '@tongban/decisions'
import { divisionCode, isWithin } from '@tongban/privacy'
import type { Application } from './body.ts'

/**
 * Whose matter an application is when it is not this region's: told with 不予受理 (行政许可法 32(1)(二): 告知申请人向
 * 有关行政机关申请). Nothing is guessed: what is not known is not named.
 */

/** The organ that is competent instead, as far as it is known: by name, by place, or null. */
export function competentOrgan(
  item: Item,
  application: Application,
  facts: readonly SettledFact[],
): string | null {
  const named = regionNamed(item, application, facts)
  if (named === null) return null
  const region = regionOf(named)
  if (region === undefined) return `行政区划代码 ${named} 所在地区的主管部门`
  const claim = region.claims.find(({ itemCode }) => itemCode === item.code)
  const department = region.departments.find(({ code }) => code === claim?.department)
  return department?.name.zh ?? `${region.name.zh}的主管部门`
}

/** The division code by which competence was decided: in a settled fact, or in the form of an item without facts. */
export function regionNamed(
  { competentBy: { fact, choose, formPath } }: Item,
  { form }: Application,
  facts: readonly SettledFact[],
): string | null {
  const known = (name: string | undefined) => {
    const found = facts.find((each) => each.name === name)
    return found?.status === 'known' && typeof found.value === 'string' ? found.value : undefined
  }
  const chosen = choose === undefined ? undefined : choose.options[known(choose.fact) ?? '']
  const stated = formPath === undefined ? undefined : valueAt(form, formPath)
  return known(fact ?? chosen) ?? (typeof stated === 'string' ? stated : null)
}

function regionOf(code: string): RegionProfile | undefined {
  const named = divisionCode(code)
  return REGIONS.find((region) => {
    const own = divisionCode(region.code)
    return named !== undefined && own !== undefined && isWithin(named, own)
  })
}

type CompetenceReason = { readonly text: string; readonly english: string; readonly basis: string }

/** Where no table says why. */
export const NOT_OURS: CompetenceReason = {
  text: '本事项由其他地区的机关管辖。',
  english: 'An organ of another region is competent.',
  basis: '行政许可法第三十二条第一款第二项',
}

/** Why another region is competent, in the words of the published table; null where no table decided it. */
export function competenceReason(decision: Decision, model: Model | null): CompetenceReason | null {
  const hit = decision.trace.find((row) => row.table === COMPETENCE && row.state === 'hit')
  if (model === null || hit === undefined) return null
  const table = printPlan(model.plan).find(({ name }) => name === COMPETENCE)
  const notes = table?.rows[hit.row]?.notes
  const note = (name: string) => notes?.[table?.annotations.indexOf(name) ?? -1] ?? ''
  const text = note('说明')
  return text === '' ? null : { text, english: note('English') || NOT_OURS.english, basis: note('依据') }
}

const COMPETENCE = 'competence'
