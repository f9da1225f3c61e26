import { expect, test } from 'vitest'
import { DICTIONARY } from './dictionary.ts'
import { EXPLAINED, meaningOf } from './option-meanings.ts'

test('is every explained option one of the dictionary, in a sentence of each language that is not its name?', () => {
  const names = new Map(DICTIONARY.options.map((option) => [option.code, option]))
  for (const code of EXPLAINED) {
    const [option, meaning] = [names.get(code), meaningOf(code)]
    expect([code, option?.code]).toEqual([code, code])
    expect(meaning?.zh).toMatch(/^[^a-zA-Z]{5,30}。$/)
    expect(meaning?.en).toMatch(/^[A-Z][A-Za-z ,-]{10,80}\.$/)
    expect(meaning?.zh).not.toBe(`${option?.zh}。`)
  }
})

test('are the codes of the two worst levels explained, but for manners?', () => {
  const bad = DICTIONARY.options.filter(({ level }) => level <= 2)
  expect(bad.filter(({ code }) => meaningOf(code) === null).map(({ zh }) => zh)).toEqual([
    '态度生硬',
    '态度差效率低',
  ])
})
