import { FORM_SOURCE } from '@tongban/decisions/runtime'
import { describe, expect, test } from 'vitest'
import { ITEMS } from './items/index.ts'
import { questionsOf } from './questions.ts'
import { itemOf } from './rules.fixture.ts'

const paths = (code: string) => questionsOf(itemOf(code)).map(({ path, kind }) => `${path} ${kind}`)

test('what does each item ask, in which order?', () => {
  expect(Object.fromEntries(ITEMS.map(({ code }) => [code, paths(code)]))).toMatchSnapshot()
})

describe.each(ITEMS.map((item) => [item.code, item] as const))('%s', (_code, item) => {
  const questions = questionsOf(item)

  test('is nothing asked that a register gives?', () => {
    const given = item.facts.flatMap(({ source, formPath }) =>
      source === FORM_SOURCE ? [] : (formPath ?? []),
    )
    expect(questions.filter(({ path }) => given.includes(path))).toEqual([])
  })

  test('is every fact of the form asked for?', () => {
    const facts = item.facts.flatMap(({ source, path }) => (source === FORM_SOURCE ? [path] : []))
    expect(facts.filter((path) => !questions.some((question) => question.path === path))).toEqual([])
  })

  test('is every word there in both languages, and does every condition name something that is said before?', () => {
    for (const [at, { label, options, when, bySituation, kind }] of questions.entries()) {
      for (const { zh, en } of [label, ...options]) {
        expect(zh).toMatch(/\p{Script=Han}/u)
        expect(en).toMatch(/^[\x20-\x7e’]+$/)
      }
      const before = questions.slice(0, at).map(({ path }) => path)
      if (when !== null) expect(['situation', ...before]).toContain(when.path)
      const situations = item.situations.map(({ code }) => code)
      if (Object.keys(bySituation).length > 0)
        expect(Object.keys(bySituation).toSorted()).toEqual(situations.toSorted())
      const values = options.map(({ value }) => value)
      for (const value of Object.values(bySituation).flat())
        if (kind === 'choice') expect(values).toContain(value)
        else expect(value).toBeTypeOf('boolean')
    }
  })
})
