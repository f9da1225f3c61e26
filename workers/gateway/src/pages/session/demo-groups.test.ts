import { expect, test } from 'vitest'
import { demoPeopleOf } from '../../../../../scripts/demo/at-pages.ts'
import { REGIONS, type Region } from '../../../../../scripts/region/regions.ts'
import { demoPersonSchema } from '../environment.ts'
import { groupsOf } from './demo-groups.ts'

const peopleIn = (region: Region) =>
  demoPersonSchema.array().parse(JSON.parse(demoPeopleOf(region, '2026-11-23')))
const ofKind = (region: Region, kind: 'person' | 'official') =>
  groupsOf(
    kind,
    peopleIn(region).filter(({ claims }) => (claims.roles !== undefined) === (kind === 'official')),
  )

test.each(REGIONS)(
  'are those of the README’s journey the first to be offered, and no list long? ($code)',
  (region) => {
    const [applicants, officials] = [ofKind(region, 'person'), ofKind(region, 'official')]
    expect(applicants[0]?.people.map(({ key }) => key)).toEqual(['aged72'])
    expect(officials[0]?.people.map(({ key }) => key).sort()).toEqual([
      'callback',
      'drafter',
      'rectifier',
      'supervisor',
      'window',
    ])
    for (const groups of [applicants, officials]) {
      expect(Math.max(...groups.map(({ people }) => people.length))).toBeLessThanOrEqual(8)
      expect(groups.every(({ words }) => words !== null)).toBe(true)
      // Each group once: nobody is torn from theirs.
      expect(new Set(groups.map(({ words }) => words?.zh)).size).toBe(groups.length)
    }
  },
)

test.each(REGIONS)(
  'is everybody offered once, and each group reached by an id of its own? ($code)',
  (region) => {
    const groups = [...ofKind(region, 'person'), ...ofKind(region, 'official')]
    const keys = groups.flatMap(({ people }) => people.map(({ key }) => key))
    expect(keys.toSorted()).toEqual(
      peopleIn(region)
        .map(({ key }) => key)
        .toSorted(),
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length)
  },
)

test('are people without a group offered as before, under no words?', () => {
  const one = { key: 'one', name: '演示', zh: '一', en: 'one', subject: 's', claims: {} }
  expect(groupsOf('person', [one, { ...one, key: 'two' }])).toMatchObject([
    { words: null, people: [{ key: 'one' }, { key: 'two' }] },
  ])
  expect(groupsOf('person', [])).toEqual([])
})
