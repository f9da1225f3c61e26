import type { Verdict } from '@tongban/verifier'
import { expect, test } from 'vitest'
import { withTypeName } from './paper-type.ts'

const CODE = '11510116DEM000001J901'
const verdictOf = (typeName: string, vct: string | null = null): Verdict => ({
  valid: true,
  state: 'valid',
  reasons: [],
  warnings: [],
  licence: {
    identifier: '',
    vct,
    typeCode: CODE,
    typeName: { zh: typeName, en: `licence of type ${CODE}` },
    validFrom: null,
    validUntil: null,
  },
  issuer: null,
  claims: {},
  status: null,
  checkedAt: 0,
})
const NAME = { zh: '高龄津贴领取证明', en: 'Certificate of allowance for the very old' }

test.each([
  ['by the name that is printed', NAME.zh],
  ['by its code where no name found room', CODE],
])('is the type of a paper code told in both languages, %s?', (_, printed) => {
  expect(withTypeName(verdictOf(printed)).licence?.typeName).toEqual(NAME)
})

test('is a type nobody here knows, and a licence that says its own, left as it is?', () => {
  for (const verdict of [verdictOf('外地证照'), verdictOf(NAME.zh, 'urn:tongban:licence:x:1')])
    expect(withTypeName(verdict)).toBe(verdict)
})
