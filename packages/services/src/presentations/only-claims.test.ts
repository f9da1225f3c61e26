import { toBase64url } from '@tongban/privacy'
import { expect, test } from 'vitest'
import { onlyClaims } from './only-claims.ts'

const disclosure = (name: string, value: unknown) =>
  toBase64url(new TextEncoder().encode(JSON.stringify(['salt', name, value])))
const NAME = disclosure('holderName', '演示甲')
const NUMBER = disclosure('holderIdNumber', '519999198001029999')
const WHOLE = `aaa.bbb.ccc~${NAME}~${NUMBER}~`

test.each([
  [['holderName', 'holderIdNumber'], WHOLE],
  [['holderIdNumber'], `aaa.bbb.ccc~${NUMBER}~`],
  [[], 'aaa.bbb.ccc~'],
  [['salt', 'scope', ''], 'aaa.bbb.ccc~'],
])('of a credential with a name and a number, what is left with %j?', (names, left) => {
  expect(onlyClaims(WHOLE, names)).toBe(left)
})

test('does a credential that hides nothing stay as it is?', () => {
  expect(onlyClaims('aaa.bbb.ccc~', ['holderName'])).toBe('aaa.bbb.ccc~')
})
