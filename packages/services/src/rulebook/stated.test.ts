import { readFileSync } from 'node:fs'
import { claimOf, findItem, regionProfile } from '@tongban/catalogue'
import { compileDmn, decide, loadPlan, withConstants } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { CASES } from '../../../catalogue/src/items/cases.ts'
import { withSoundRegions } from '../applications/region-facts.ts'
import { type StatedFact, settleStated, statedFacts } from './stated.ts'

const ON = '2026-11-23'
const REGION = '510116'

async function rulesOf(code: string) {
  const item = findItem(code, ON)
  const region = regionProfile(REGION)
  if (!item.ok || !region.ok) throw new Error('no such item or region')
  const claim = claimOf(region.value, item.value)
  const plan = await compileDmn(readFileSync(`packages/catalogue/src/items/${code}/rules.dmn`, 'utf8'))
  if (!claim.ok || !plan.ok) throw new Error('not compiled')
  const bound = withConstants(plan.value, { parameters: claim.value.parameters })
  if (!bound.ok) throw new Error('parameters refused')
  return { item: item.value, claim: claim.value, plan: bound.value }
}

/** What a citizen leaves as it is: the plain case, and what follows from what they state. */
function leftAsItIs({ usual }: StatedFact, stated: Readonly<Record<string, Json>>): Json | undefined {
  if (usual === null) return undefined
  return 'sameAs' in usual ? stated[usual.sameAs] : usual.value
}

test.each(Object.keys(CASES))(
  'is %s approved for who answers what is shown and leaves the folded part?',
  async (code) => {
    const { item, claim, plan } = await rulesOf(code)
    const facts = statedFacts(item, { region: REGION, claim }, 'zh')
    const truth = CASES[code]?.approvable ?? {}
    const shown = facts.filter(({ about }) => about === 'matter')
    const stated = Object.fromEntries(
      shown.map((fact) => {
        if (fact.values.some(({ value }) => value === 'own')) return [fact.name, 'own']
        const value = truth[fact.name] ?? null
        // A place far away is chosen as another region.
        if (/region$/i.test(fact.name) && !fact.values.some((one) => one.value === value))
          return [fact.name, fact.values.at(-1)?.value ?? null]
        // Of a list the page offers none or one entry: as many as the example has.
        const isLong = Array.isArray(value) && value.length > 0
        return [fact.name, fact.type === 'list' ? (fact.values.at(isLong ? -1 : 0)?.value ?? null) : value]
      }),
    )
    for (const { name, values, nullable } of shown) {
      const offered = [...values.map(({ value }) => value), ...(nullable ? [null] : [])]
      if (values.length > 0) expect(offered).toContainEqual(stated[name])
    }
    const folded = facts.flatMap((fact) => {
      const value = fact.about === 'applicant' ? leftAsItIs(fact, stated) : undefined
      return value === undefined ? [] : [[fact.name, value] as const]
    })
    const settled = settleStated(item, { ...stated, ...Object.fromEntries(folded) }, 0)
    if (!settled.ok) throw new Error(JSON.stringify(settled.failure))
    const { outcome, hindrances } = decide({
      model: loadPlan(plan),
      facts: withSoundRegions(settled.value, item, REGION),
      receivedOn: ON,
    })
    expect([outcome, hindrances]).toEqual(['approve', []])
  },
)

test('is a region chosen from this one, its partners and another, and is its name alone refused?', async () => {
  const { item, claim } = await rulesOf('elderly-allowance')
  const facts = statedFacts(item, { region: REGION, claim }, 'zh')
  const labels = facts.find(({ name }) => name === 'hukouRegion')?.values.map(({ label }) => label)
  expect(labels?.slice(0, 1)).toEqual(['成都市双流区（510116）'])
  expect(labels?.at(-1)).toBe('其他地区')
  const settled = settleStated(item, { hukouRegion: '双流' }, 0)
  expect(settled.ok ? [] : settled.failure.map(({ zh }) => zh)).toEqual([
    '“户籍所在地区划”应为行政区划代码，如 510116。',
  ])
})
