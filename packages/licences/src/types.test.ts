import { parseCreditCode } from '@tongban/privacy'
import { expect, test } from 'vitest'
import { typeCodeOf, vctOf } from './licence-type.ts'
import { REGION_CODE } from './licences.fixture.ts'
import { possibleActs } from './life.ts'
import { dependentsOf, LICENCE_TYPES, typeOf } from './types/index.ts'
import { HOLDER_CLAIMS } from './types/standing-claims.ts'

/** Names RFC 9901, SD-JWT VC and our own plain members take: a claim of that name would hide or replace one. */
const TAKEN = [
  'iss',
  'iat',
  'nbf',
  'exp',
  'vct',
  'status',
  'cnf',
  'sub',
  'aud',
  '_sd',
  '_sd_alg',
  '...',
  'identifier',
  'typeCode',
  'typeName',
  'issuingAuthority',
  'issuingAuthorityCode',
  'demonstration',
]

test.each(LICENCE_TYPES.map((type) => [vctOf(type), type] as const))(
  'is %s a sound definition?',
  (_, type) => {
    const names = type.claims.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining([...HOLDER_CLAIMS]))
    expect(names.filter((name) => TAKEN.includes(name))).toEqual([])
    for (const { label } of [...type.claims, { label: type.name }]) {
      expect(label.zh).toMatch(/\p{Script=Han}/u)
      expect(label.en).toMatch(/^[A-Z][\x20-\x7e]+$/)
    }
    expect(typeCodeOf(type, REGION_CODE)).toMatch(/^[0-9A-Z]{18}[0-9]{3}$/)
    expect(type.local).toBe(type.code.owner === null)
    if (type.local) expect(type.code.number).toMatch(/^9\d\d$/)
    if (type.code.owner !== null) expect(parseCreditCode(type.code.owner)).toMatchObject({ ok: true })
    if (type.dependsOn !== null) expect(typeOf(type.dependsOn)).toBeDefined()
    if (type.paper !== null)
      expect(names).toEqual(expect.arrayContaining([type.paper.holder, type.paper.number]))
    expect(type.byLaw.length).toBeGreaterThan(0)
    expect(type.acts).toContain('issue')
    // What ends in time can be renewed or runs out; what can be suspended can be given back.
    if (type.validity.kind !== 'none') expect(type.acts).toEqual(expect.arrayContaining(['renew', 'lapse']))
    expect(type.acts.includes('suspend')).toBe(type.acts.includes('restore'))
    const reachable = new Set(
      (['none', 'valid', 'suspended', 'transferredOut', 'other'] as const).flatMap(possibleActs),
    )
    expect(type.acts.filter((act) => !reachable.has(act))).toEqual([])
  },
)

test('has every type a code and a version of its own?', () => {
  expect(new Set(LICENCE_TYPES.map(vctOf)).size).toBe(LICENCE_TYPES.length)
  expect(new Set(LICENCE_TYPES.map((type) => typeCodeOf(type, REGION_CODE))).size).toBe(LICENCE_TYPES.length)
})

test('are the seven types there, and is one found by version and without?', () => {
  expect(LICENCE_TYPES.map(({ name }) => name.zh)).toEqual([
    '高龄津贴领取证明',
    '营业执照（个体）',
    '就业创业证',
    '居住证',
    '机动车驾驶证',
    '公共场所卫生许可证',
    '户外广告设置许可',
  ])
  expect(typeOf('residence-permit')?.version).toBe(1)
  expect(typeOf('residence-permit', 2)).toBeUndefined()
  expect(typeOf('passport')).toBeUndefined()
})

test('which permits fall with a business licence 证照并销?', () => {
  expect(dependentsOf('sole-trader-licence')).toEqual(['hygiene-permit', 'outdoor-advertising-permit'])
  expect(dependentsOf('hygiene-permit')).toEqual([])
})
