import { expect, test } from 'vitest'
import { findItem, findItemVersion, inForce, listItems } from './catalogue.ts'
import { ancestorsOf, type Department, staffOn, validateDepartments } from './department.ts'
import type { Item } from './item.ts'
import { ITEMS } from './items/index.ts'
import { claimOf, regionProfile } from './region.ts'
import { REGIONS } from './regions/index.ts'
import { itemOf } from './rules.fixture.ts'
import { validateCatalogue, validateItem } from './validate-item.ts'
import { validateRegion } from './validate-region.ts'

const automatic = itemOf('elderly-allowance')
const licence = itemOf('outdoor-advertising')
const defectsOf = (item: Item) => {
  const checked = validateItem(item)
  return checked.ok ? [] : checked.failure.map(({ field }) => field)
}

test('may every item and region of this build be used?', () => {
  expect(validateCatalogue(ITEMS)).toMatchObject({ ok: true })
  for (const region of REGIONS) expect(validateRegion(region)).toMatchObject({ ok: true })
  const codes = ITEMS.map(({ code }) => code)
  expect(REGIONS.map(({ code, claims }) => [code, claims.map(({ itemCode }) => itemCode)])).toEqual([
    ['510116', codes],
    ['500112', codes],
  ])
})

test('of what may a person be granted one only, and what is bound to the permit?', () => {
  const bounds = ITEMS.flatMap(({ code, oneGrantPer }) =>
    oneGrantPer === undefined ? [] : [[code, oneGrantPer.join()]],
  )
  expect(Object.fromEntries(bounds)).toEqual({
    'elderly-allowance': 'applicant.idKind,applicant.idNumber',
    'graduate-settlement': 'applicant.idKind,applicant.idNumber',
    'unemployment-registration': 'applicant.idKind,applicant.idNumber',
    'hygiene-permit-cancellation': 'form.permitNumber',
  })
})

test('is every register that is said to stand for a paper one that the item asks?', () => {
  const unasked = ITEMS.flatMap(({ code, materials, sources }) =>
    materials.flatMap(({ code: paper, heldBy }) =>
      heldBy === undefined || 'formPath' in heldBy || sources.some(({ source }) => source === heldBy.source)
        ? []
        : [`${code}/${paper}: ${heldBy.source}`],
    ),
  )
  expect(unasked).toEqual([])
})

test('is no national code invented?', () => {
  for (const item of ITEMS) expect(item.catalogCode.local).toBe(true)
  expect(ITEMS.flatMap(({ nationalHandleItem }) => nationalHandleItem ?? [])).toEqual(['00013112800001'])
  for (const { claims } of REGIONS)
    for (const { taskCode, taskHandleItem } of claims)
      expect([taskCode.local, taskHandleItem.local]).toEqual([true, true])
})

test.each<readonly [string, Item, string]>([
  ['no impact assessment', { ...automatic, impactAssessment: null }, 'impactAssessment'],
  ['no privacy notice', { ...automatic, privacyNotice: null }, 'privacyNotice'],
  ['a quota', { ...automatic, quota: true }, 'quota'],
  ['an interest of third parties', { ...automatic, thirdPartyInterest: true }, 'thirdPartyInterest'],
  ['a real-name level below L2', { ...automatic, minimumRealNameLevel: 'L1' }, 'minimumRealNameLevel'],
  ['one grant for each of something nobody says', { ...automatic, oneGrantPer: ['idNumber'] }, 'oneGrantPer'],
  ['a fact nobody is asked for', { ...automatic, sources: [] }, 'facts.submitter.idNumber'],
  [
    'competence by a fact it does not have',
    { ...automatic, competentBy: { by: 'hukou', fact: 'x' } },
    'competentBy',
  ],
])('is an item decided by rules refused with %s?', (_what, item, field) => {
  expect(defectsOf(item)).toContain(field)
})

test.each<readonly [string, Item, string]>([
  ['without the limits of 行政许可法 32, 42, 44', { ...licence, limits: [] }, 'limits'],
  ['with three signatures', { ...licence, signatures: ['handler', 'chief', 'head'] }, 'signatures'],
  ['with a fee flag and no fee', { ...licence, isFee: true }, 'fee'],
  ['without a legal basis', { ...licence, byLaw: [] }, 'byLaw'],
  ['that ends before it begins', { ...licence, planCancelDate: '2025-01-01' }, 'planCancelDate'],
  [
    'with a limit that names no basis',
    {
      ...licence,
      limits: [
        ...licence.limits,
        { step: 'notice', amount: 1, unit: 'workday', basis: { kind: 'law', zh: '', en: '' } },
      ],
    },
    'limits.5.basis',
  ],
  [
    'without a basis for keeping its papers',
    { ...licence, retention: { ...licence.retention, basis: { kind: 'law', zh: '', en: '' } } },
    'retention',
  ],
])('is a licence refused %s?', (_what, item, field) => {
  expect(defectsOf(item)).toContain(field)
})

const first: Item = { ...automatic, planEffectiveDate: '2026-01-01', planCancelDate: '2026-06-30' }
const second: Item = { ...automatic, taskVersion: 2, planEffectiveDate: '2026-07-01' }

test('may two versions be in force on one day?', () => {
  expect(validateCatalogue([first, second])).toMatchObject({ ok: true })
  expect(validateCatalogue([first, { ...second, planEffectiveDate: '2026-06-30' }])).toMatchObject({
    ok: false,
    failure: [{ item: 'elderly-allowance', field: 'planEffectiveDate' }],
  })
})

test('which version is in force on a day, and what is said when none is?', () => {
  const on = (day: string) => findItem('elderly-allowance', day, [first, second])
  expect(on('2026-06-30')).toMatchObject({ ok: true, value: { taskVersion: 1 } })
  expect(on('2026-07-01')).toMatchObject({ ok: true, value: { taskVersion: 2 } })
  expect(on('2025-12-31')).toEqual({
    ok: false,
    failure: {
      code: 'itemNotInForce',
      itemCode: 'elderly-allowance',
      from: '2026-01-01',
      until: '2026-06-30',
    },
  })
  expect(findItem('elderly-allowance', '2026-07-01', [first])).toMatchObject({
    ok: false,
    failure: { code: 'itemNotInForce', until: '2026-06-30' },
  })
  expect(findItem('no-such-item', '2026-07-01')).toEqual({
    ok: false,
    failure: { code: 'notFound', what: 'item' },
  })
  expect(findItemVersion('elderly-allowance', 1, [first, second])).toMatchObject({ ok: true, value: first })
  expect(listItems('2026-11-23')).toEqual(ITEMS)
  expect(listItems('2025-11-23')).toHaveLength(0)
  expect(inForce({ ...automatic, taskState: 'suspended' }, '2026-11-23')).toBe(false)
})

test('are the parameters of a claim held against the item?', () => {
  const region = regionProfile('510116')
  if (!region.ok) throw new Error('no region')
  const change = (parameters: object, code = 'elderly-allowance') => ({
    ...region.value,
    claims: region.value.claims.map((claim) =>
      claim.itemCode === code ? { ...claim, parameters: { ...claim.parameters, ...parameters } } : claim,
    ),
  })
  expect(validateRegion(change({ minimumAge: 72 }))).toMatchObject({ ok: true })
  for (const wrong of [
    { minimumAge: 7 },
    { amount70: -1 },
    { region: '500112' },
    { unknown: 1 },
    { promptMonths: '2' },
  ])
    expect(validateRegion(change(wrong))).toMatchObject({ ok: false })
  const { claims } = region.value
  expect(
    validateRegion({ ...region.value, claims: claims.map((claim) => ({ ...claim, department: 'nobody' })) })
      .ok,
  ).toBe(false)
  expect(
    validateRegion({ ...region.value, claims: claims.map((claim) => ({ ...claim, quota: { perYear: 5 } })) })
      .ok,
  ).toBe(false)
  expect(claimOf(region.value, { code: 'elderly-allowance', taskVersion: 9 })).toMatchObject({ ok: false })
  expect(regionProfile('110000')).toMatchObject({ ok: false })
})

test('is a tree of departments checked for cycles, codes and periods?', () => {
  const [root, child] = REGIONS[0]?.departments ?? []
  if (root === undefined || child === undefined) throw new Error('no departments')
  const reasons = (departments: readonly Department[]) => {
    const checked = validateDepartments(departments)
    return checked.ok ? [] : checked.failure.map(({ reason }) => reason)
  }
  expect(reasons([root, child])).toEqual([])
  expect(reasons([{ ...root, parent: child.code }, child])).toContain('is its own ancestor')
  expect(reasons([child])).toContain('parent is not in the tree')
  expect(reasons([root, root])).toContain('1 department code(s) used twice')
  expect(reasons([{ ...root, creditCode: '11510116DEM0000010' }])).toContain(
    'unified credit code is not valid',
  )
  const [period] = child.staff
  if (period === undefined) throw new Error('no staff')
  expect(reasons([root, { ...child, staff: [{ ...period, until: '2025-01-01' }] }])).toHaveLength(1)
  expect(reasons([root, { ...child, staff: [{ ...period, post: 'king' }] }])).toHaveLength(1)
  expect(ancestorsOf(child, new Map([[root.code, root]]))).toEqual([root.code])
  const dated = { ...child, staff: [{ ...period, until: '2026-11-22' }] }
  expect([staffOn(dated, '2026-11-22').length, staffOn(dated, '2026-11-23').length]).toEqual([1, 0])
})

test('are articles written in full, as the law writes them, wherever people read them?', () => {
  const ARTICLES =
    /^(第[一二三四五六七八九十百]+条(第[一二三四五六七八九十]+[款项])*(至第[一二三四五六七八九十百]+条)?(、|$))+$/
  const SHORT = /[法例则定] ?\d/
  for (const item of ITEMS) {
    for (const { act, article } of item.byLaw)
      if (article !== '')
        expect([item.code, act, article]).toEqual([item.code, act, expect.stringMatching(ARTICLES)])
    const read = [
      ...item.limits.map(({ basis }) => basis.zh),
      ...item.materials.map(({ byLaw }) => byLaw),
      ...item.nextSteps.map(({ zh }) => zh),
      item.anticipateExplain.zh,
      item.retention.basis.zh,
    ]
    for (const text of read) expect([item.code, text]).toEqual([item.code, expect.not.stringMatching(SHORT)])
  }
})

test('may a region say how long a one-time code opens, within what makes sense?', () => {
  const [region] = REGIONS
  if (region === undefined) throw new Error('no region')
  for (const presentationSeconds of [10, 90, 600])
    expect(validateRegion({ ...region, presentationSeconds })).toMatchObject({ ok: true })
  for (const presentationSeconds of [0, 9, 60.5, 601, Number.NaN])
    expect(validateRegion({ ...region, presentationSeconds })).toMatchObject({
      failure: [{ place: 'presentationSeconds' }],
    })
})
