import type { Department } from '../packages/catalogue/src/department.ts'
import type { Item } from '../packages/catalogue/src/item.ts'
import { ITEMS } from '../packages/catalogue/src/items/index.ts'
import { outdoorAdvertising } from '../packages/catalogue/src/items/outdoor-advertising/item.ts'
import { roadOccupation } from '../packages/catalogue/src/items/road-occupation/item.ts'
import { LIMITS } from '../packages/catalogue/src/limits.ts'
import type { Claim, RegionProfile } from '../packages/catalogue/src/region.ts'
import { REGIONS } from '../packages/catalogue/src/regions/index.ts'
import { changesProduct } from './start-anew.ts'

/**
 * What no demonstration item uses, for tests alone: a licence examined by the lower organ and decided by its superior
 * (行政许可法 35, 43), one handled by departments one after the other (42(2)), and a local law by which a supplement not
 * given in time counts as giving up. The law of the last is made up 演示条例, as the region of the tests is.
 */
const ABANDONMENT = {
  kind: 'localLaw',
  zh: '演示政务服务条例 36',
  en: 'Demonstration Regulation on Government Services 36',
} as const

/** 户外广告设置 as it would be where the city decides: nobody else is touched, and no check is asked for. */
export const forwardedAdvertising: Item = {
  ...without(outdoorAdvertising, 'interestedParties', 'inspection', 'renewal'),
  code: 'forwarded-advertising',
  catalogCode: { value: 'TB0000009001', local: true },
  limits: LIMITS.licence,
  thirdPartyInterest: false,
  forwards: true,
}

/** 占用道路 with its two departments one after the other. */
export const sequentialRoadworks: Item = {
  ...without(roadOccupation, 'inspection'),
  code: 'sequential-roadworks',
  catalogCode: { value: 'TB0000009002', local: true },
  joint: { mode: 'sequential', stages: roadOccupation.joint?.stages ?? [] },
}

export const FORWARDED_ITEMS: readonly Item[] = [forwardedAdvertising, sequentialRoadworks]

/**
 * Puts the items into the catalogue of this test file and their claims into its region. Guarantee: both lists are
 * plain arrays of this isolate, which the next test file has anew, and this is called before the doors are first asked.
 */
export function claimForwardedItems(code = '510116'): void {
  changesProduct()
  const items = ITEMS as Item[]
  items.push(...FORWARDED_ITEMS)
  const region = REGIONS.find((each) => each.code === code)
  if (region === undefined) throw new Error(`no region ${code}`)
  const claims = region.claims as Claim[]
  claims.push(...claimsIn(region))
  const departments = region.departments as Department[]
  departments.push(...superiorOf(region))
}

/** The superior organ: its own posts and staff, as the lower organ has them. */
export const SUPERIOR = 'superior-city-management'

const superiorOf = ({ departments }: RegionProfile): readonly Department[] =>
  departments
    .filter(({ code }) => code === 'city-management')
    .map((lower) => ({
      ...lower,
      code: SUPERIOR,
      name: { zh: '演示市城市管理委员会', en: 'City management commission of the demonstration city' },
      creditCode: '11510116DEM000011K',
      staff: lower.staff.map((each) => ({
        ...each,
        subject: each.subject.replace('city-management', SUPERIOR),
      })),
    }))

function claimsIn({ claims }: RegionProfile): readonly Claim[] {
  return FORWARDED_ITEMS.flatMap((item) => {
    const like = item.code === 'forwarded-advertising' ? 'outdoor-advertising' : 'road-occupation'
    const claim = claims.find(({ itemCode }) => itemCode === like)
    return claim === undefined
      ? []
      : [{ ...claim, itemCode: item.code, taskVersion: item.taskVersion, abandonment: ABANDONMENT }]
  })
}

function without<K extends keyof Item>(item: Item, ...fields: readonly K[]): Omit<Item, K> {
  const kept = { ...item }
  for (const field of fields) delete kept[field]
  return kept
}
