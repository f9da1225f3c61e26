import { ITEMS, ownLicenceOf, typeOfLicenceSource } from '@tongban/catalogue'
import { HOLDER_CLAIMS, LICENCE_TYPES, nextStateOf, typeOf } from '@tongban/licences'
import { expect, test } from 'vitest'

/** Whether what items say of licences is what the types of licences are. */

const issuing = ITEMS.flatMap((item) => (item.issues === undefined ? [] : [{ ...item, issues: item.issues }]))

test.each(issuing.map((item) => [item.code, item] as const))(
  'does %s give every claim its licence cannot be without, and none it does not have?',
  (_, { issues }) => {
    const type = typeOf(issues.type)
    if (type === undefined) throw new Error(`no such type: ${issues.type}`)
    const names = type.claims.map(({ name }) => name)
    const given = [...HOLDER_CLAIMS, ...Object.keys(issues.claims)]
    expect(given.filter((name) => !names.includes(name))).toEqual([])
    const needed = type.claims.filter(({ optional }) => optional !== true).map(({ name }) => name)
    expect(needed.filter((name) => !given.includes(name))).toEqual([])
    expect(Object.keys(issues.words ?? {}).filter((name) => !(name in issues.claims))).toEqual([])
    // A type without an end has none from the decision, one whose end the decision gives has it from somewhere.
    expect(issues.validUntil !== null).toBe(type.validity.kind === 'result')
    for (const act of Object.values(issues.replaces?.situations ?? {})) {
      expect(type.acts).toContain(act)
      expect(nextStateOf('valid', act)).toBe('lapsed')
    }
  },
)

test('is every type that is looked for, issued or ended one there is, and is every registry asked by a type?', () => {
  const types = LICENCE_TYPES.map(({ slug }) => slug)
  for (const { sources, ends, issues, materials } of ITEMS) {
    const named = [ends?.type, issues?.type, ...sources.map(ownLicenceOf)].filter(
      (type) => type !== undefined,
    )
    expect(named.filter((type) => !types.includes(type))).toEqual([])
    const asked = new Set(sources.map(({ source }) => source))
    const standing = materials.flatMap(({ heldBy }) =>
      heldBy !== undefined && 'source' in heldBy && typeOfLicenceSource(heldBy.source) !== undefined
        ? [heldBy.source]
        : [],
    )
    expect(standing.filter((source) => !asked.has(source))).toEqual([])
  }
  expect(issuing.map(({ code }) => code)).toHaveLength(5)
})
