import type { DocumentFacts } from '@tongban/cases'
import { type Item, type RegionProfile, remediesAgainst } from '@tongban/catalogue'

/** What every document 文书 of a case takes from the item and the region: the organ, the law it rests on, the remedies. */
export function organOf(region: RegionProfile, departmentCode: string): string {
  const department = region.departments.find((candidate) => candidate.code === departmentCode)
  return department?.name.zh ?? region.name.zh
}

/** 统一社会信用代码 of the organ whose seal a document takes. */
export const creditCodeOf = (region: RegionProfile, departmentCode: string): string =>
  region.departments.find(({ code }) => code === departmentCode)?.creditCode ?? ''

/** 机关代字 of the department, or nothing where the region has set none. */
export const organMarkOf = (region: RegionProfile, departmentCode: string): string =>
  region.departments.find(({ code }) => code === departmentCode)?.documentMark ?? ''

/** 《…条例》第十条第二款、第十三条. What the region still has to name is no law and is not named as one. */
export function lawsOf({ byLaw }: Pick<Item, 'byLaw'>): readonly string[] {
  const laws =
    lawsMade.get(byLaw) ??
    byLaw.filter(({ article }) => article !== '').map(({ act, article }) => `《${act}》${article}`)
  lawsMade.set(byLaw, laws)
  return laws
}
const lawsMade = new WeakMap<Item['byLaw'], readonly string[]>()

/**
 * 行政复议法 20 and 行政诉讼法 46: the terms; 23(1)(三) and 23(2): against silence reconsideration comes first, and the
 * applicant is told so. The organs are the region's configuration; null where it names none.
 */
export function remediesOf(region: RegionProfile, departmentCode: string): DocumentFacts['remedies'] {
  const made = remediesMade.get(region) ?? new Map<string, DocumentFacts['remedies']>()
  remediesMade.set(region, made)
  const known = made.get(departmentCode)
  if (known !== undefined) return known
  const remedies = remediesIn(region, departmentCode)
  made.set(departmentCode, remedies)
  return remedies
}

/** Written once for each department: a profile never changes. */
const remediesMade = new WeakMap<RegionProfile, Map<string, DocumentFacts['remedies']>>()

function remediesIn(region: RegionProfile, departmentCode: string): DocumentFacts['remedies'] {
  const remedies = remediesAgainst(region, departmentCode)
  if (remedies === null) return null
  const { reconsideration, litigation } = remedies
  const organ = placed(reconsideration.organ, reconsideration)
  const court = placed(litigation.court, litigation)
  return {
    reconsideration: `自收到本文书之日起${reconsideration.days}日内向${organ}申请行政复议`,
    litigation: `自收到本文书之日起${litigation.months}个月内向${court}提起行政诉讼`,
    silence: `本机关逾期未作出决定的，依照《中华人民共和国行政复议法》第二十三条，先向${organ}申请行政复议；对行政复议决定不服的，再依法向人民法院提起行政诉讼。`,
  }
}

const placed = (name: string, { address, phone }: { readonly address: string; readonly phone: string }) => {
  const where = [address === '' ? '' : `地址：${address}`, phone === '' ? '' : `电话：${phone}`]
  const known = where.filter((each) => each !== '').join('，')
  return known === '' ? name : `${name}（${known}）`
}
