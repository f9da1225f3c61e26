import { expect, test } from 'vitest'
import type { Item } from './item.ts'
import { ITEMS } from './items/index.ts'
import { claimOf, type RegionProfile } from './region.ts'
import { REGIONS } from './regions/index.ts'
import { type Remedies, remediesAgainst } from './remedies.ts'
import { itemOf } from './rules.fixture.ts'
import { validateItem } from './validate-item.ts'
import { validateRegion } from './validate-region.ts'

const licence = itemOf('outdoor-advertising')
const joint = itemOf('road-occupation')
const benefit = itemOf('elderly-allowance')
const law = (zh: string) => ({ kind: 'law', zh, en: 'x' }) as const
const promise = { kind: 'promise', zh: '本地配置：第 3 条', en: 'Set by the region' } as const
const renewal = licence.renewal ?? fail('outdoor advertising is renewed')
function fail(reason: string): never {
  throw new Error(reason)
}

test('what do the ten items say of the officials’ work, and is nothing claimed as law that was not read?', () => {
  const said = ITEMS.map(({ code, forwards, joint: together, renewal: renewed, abandonment, inspection }) => [
    code,
    {
      forwards,
      joint: together?.mode,
      renewal: renewed?.basis.zh,
      abandonment,
      inspection: inspection?.kind,
    },
  ]).filter(([, fields]) => Object.values(fields as object).some((field) => field !== undefined))
  expect(Object.fromEntries(said)).toEqual({
    'outdoor-advertising': { renewal: '行政许可法 50', inspection: 'promise' },
    'road-occupation': { joint: 'simultaneous', inspection: 'promise' },
  })
  expect(ITEMS.flatMap(({ suspensionGrounds = [] }) => suspensionGrounds)).toEqual([])
})

test.each<readonly [string, Item, string]>([
  ['forwarding of what is no licence', { ...benefit, forwards: true }, 'forwards'],
  ['joint limits without stages', without(joint, 'joint'), 'joint'],
  ['stages without joint limits', { ...licence, joint: joint.joint ?? fail('joint') }, 'joint'],
  ['joint handling by nobody', { ...joint, joint: { mode: 'sequential', stages: [] } }, 'joint.stages'],
  [
    'a stage named twice',
    { ...joint, joint: { mode: 'sequential', stages: [stage('a'), stage('a')] } },
    'joint.stages',
  ],
  ['giving up by a mere promise', { ...licence, abandonment: promise }, 'abandonment'],
  ['giving up by a law without an article', { ...licence, abandonment: law('某条例') }, 'abandonment'],
  [
    'a ground without an article',
    { ...licence, suspensionGrounds: [{ code: 'x', zh: '等待', en: 'waiting', basis: law('行政许可法') }] },
    'suspensionGrounds.x',
  ],
  ['a third-party interest of nobody', without(licence, 'interestedParties'), 'interestedParties'],
  [
    'interested parties where there is no interest',
    { ...licence, thirdPartyInterest: false },
    'interestedParties',
  ],
  ['renewal of what is no licence', { ...benefit, renewal: { ...renewal, situations: ['self'] } }, 'renewal'],
  ['renewal in no situation', { ...licence, renewal: { ...renewal, situations: [] } }, 'renewal.situations'],
  [
    'renewal in a situation it has not',
    { ...licence, renewal: { ...renewal, situations: ['x'] } },
    'renewal.situations',
  ],
  [
    'an expiry that is not in the application',
    { ...licence, renewal: { ...renewal, expiresOnPath: 'validUntil' } },
    'renewal.expiresOnPath',
  ],
  [
    'another term by the article that says thirty days',
    { ...licence, renewal: { ...renewal, daysBefore: 60 } },
    'renewal.daysBefore',
  ],
  ['renewal by a promise', { ...licence, renewal: { ...renewal, basis: promise } }, 'renewal.basis'],
  ['a check on no basis', { ...licence, inspection: { kind: 'law', zh: '', en: '' } }, 'inspection'],
])('is an item with %s refused?', (_, item, field) => {
  const checked = validateItem(item)
  expect(checked.ok ? [] : checked.failure.map((defect) => defect.field)).toContain(field)
})

test('may a law other than the Licensing Law give another term for a renewal?', () => {
  const other = { ...renewal, daysBefore: 90, basis: law('某条例 12') }
  expect(validateItem({ ...licence, renewal: other })).toMatchObject({ ok: true })
})

const region: RegionProfile = REGIONS[0] ?? fail('a region')
const remedies: Remedies = region.remedies ?? fail('remedies')
function withClaim(code: string, change: object): RegionProfile {
  return {
    ...region,
    claims: region.claims.map((claim) => (claim.itemCode === code ? { ...claim, ...change } : claim)),
  }
}
const withDepartment = (code: string, change: object): RegionProfile => ({
  ...region,
  departments: region.departments.map((each) => (each.code === code ? { ...each, ...change } : each)),
})

test.each<readonly [string, RegionProfile, RegExp]>([
  ['no remedies at all', { ...region, remedies: null }, /^remedies names no organ/],
  [
    'a shorter term for reconsideration than the law’s',
    { ...region, remedies: { ...remedies, reconsideration: { ...remedies.reconsideration, days: 15 } } },
    /^remedies .*60 days/,
  ],
  [
    'a department whose court has no name',
    withDepartment('police', {
      remedies: { ...remedies, litigation: { ...remedies.litigation, court: ' ' } },
    }),
    /^departments.police remedies: litigation names no court/,
  ],
  ['a mark that could break a number', withDepartment('police', { documentMark: '公〔' }), /documentMark/],
  ['a stage nobody has', withClaim('road-occupation', { stages: [] }), /transport needs one department/],
  [
    'a stage of no department',
    withClaim('road-occupation', {
      stages: [
        { stage: 'transport', department: 'nobody', workdays: 5 },
        { stage: 'traffic', department: 'police', workdays: 0 },
        { stage: 'third', department: 'police', workdays: 5 },
      ],
    }),
    /transport: no such department.*traffic: working days.*no such stage: third/s,
  ],
  [
    'a step only a post may take that nobody can hold',
    withClaim('outdoor-advertising', { posts: { granted: ['minister'], signed: [], flies: ['head'] } }),
    /granted: no such post: minister.*signed: nobody.*flies: no such step/s,
  ],
  [
    'giving up without an article',
    withClaim('outdoor-advertising', { abandonment: promise }),
    /abandonment: giving up/,
  ],
  [
    'a ground without an article',
    withClaim('outdoor-advertising', {
      suspensionGrounds: [{ code: 'x', zh: '等待', en: 'waiting', basis: promise }],
    }),
    /suspensionGrounds.x/,
  ],
  [
    'a wait where papers are returned',
    withClaim('sole-trader-registration', { supplementWorkdays: 10 }),
    /supplementWorkdays: incomplete papers/,
  ],
])('is a region with %s refused?', (_, changed, reason) => {
  const checked = validateRegion(changed)
  const said = checked.ok ? [] : checked.failure.map((defect) => `${defect.place} ${defect.reason}`)
  expect(said.join('\n')).toMatch(reason)
})

test('do a department’s own organs go before the region’s, and are none made up where nobody named them?', () => {
  const own = { ...remedies, litigation: { ...remedies.litigation, court: '演示专门法院' } }
  const changed = withDepartment('police', { remedies: own, documentMark: '演公' })
  expect(validateRegion(changed)).toMatchObject({ ok: true })
  expect(remediesAgainst(changed, 'police')?.litigation.court).toBe('演示专门法院')
  expect(remediesAgainst(changed, 'health')).toBe(region.remedies)
  expect(remediesAgainst({ ...region, remedies: null }, 'health')).toBeNull()
})

test('does every department that decides have two who can check together, and every stage its department?', () => {
  for (const { claims, departments } of REGIONS) {
    const handlers = (code: string) =>
      departments
        .find((each) => each.code === code)
        ?.staff.filter(({ post }) => post === 'handler')
        .map(({ subject }) => subject)
    for (const { department } of claims) expect(new Set(handlers(department)).size).toBe(2)
  }
  const claim = claimOf(region, joint)
  expect(claim.ok ? claim.value.stages : []).toEqual([
    { stage: 'transport', department: 'transport', workdays: 10 },
    { stage: 'traffic', department: 'police', workdays: 10 },
  ])
})

function stage(code: string) {
  return { code, zh: code, en: code }
}
function without(item: Item, field: 'interestedParties' | 'joint'): Item {
  const { [field]: _, ...rest } = item
  return rest
}
