import { expect, test } from 'vitest'
import { modesFor, modesOf } from './agreed-modes.ts'
import { ITEMS } from './items/index.ts'

/** In which modes an item may be agreed with another region. */
const item = (code: string) => {
  const found = ITEMS.find((each) => each.code === code)
  if (found === undefined) throw new Error(`no item ${code}`)
  return found
}

test('is what the law wants done in person never agreed online, and what several handle also jointly?', () => {
  expect(modesOf(item('resident-id-renewal'))).toEqual(['collect'])
  expect(modesOf(item('elderly-allowance'))).toEqual(['online', 'collect'])
  expect(modesOf(item('road-occupation'))).toEqual(['online', 'collect', 'joint'])
  expect(modesOf({ handleMode: 'local', handleType: ['selfService'] })).toEqual([])
})

test('is an item agreed only with a region its claim opens it to, or one within that?', () => {
  const claim = { handleArea: ['510116', '500000'] }
  const to = (region: string) => modesFor(item('elderly-allowance'), claim, region)
  expect(to('510116')).toEqual(['online', 'collect'])
  expect(to('500112')).toEqual(['online', 'collect'])
  expect(to('510117')).toEqual([])
  expect(to('5101')).toEqual([])
})
