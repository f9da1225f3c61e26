import { expect, test } from 'vitest'
import { sizeText } from './papers.tsx'
import { beside, byWords, caseAt, isCode } from './words.ts'

test.each([
  ['authorityIncomplete', true],
  ['row-3', true],
  ['缺少材料', false],
  ['Bring the plan, please.', false],
])('is %j a code of the machine, which a page of its own explains?', (reason, code) => {
  expect(isCode(reason)).toBe(code)
})

test.each([
  [1, '1 kB'],
  [312_400, '312 kB'],
  [1_400_000, '1.4 MB'],
])('is a file of %i bytes told as %s?', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})

test('does no address of a case hold a slash that somebody typed?', () => {
  expect(caseAt('1/2', 'papers')).toBe('/cases/1%2F2/papers')
})

test('is whoever did something told in words, and a kind that is not known as it came?', () => {
  expect(byWords('applicant').en).toBe('applicant')
  expect(byWords('somebody')).toEqual({ zh: 'somebody', en: 'somebody' })
})

test('are brackets those of the language?', () => {
  expect([beside({ language: 'zh' }, 'a'), beside({ language: 'en' }, 'a')]).toEqual(['（a）', ' (a)'])
})
