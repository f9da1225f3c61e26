import { expect, test } from 'vitest'
import { formOf } from '../visit.ts'
import { parametersIn } from './parameters.ts'
import type { Fact } from './schemas.ts'
import { factsIn, heldIn } from './stating.tsx'

const fact = (name: string, more: Partial<Fact> = {}): Fact => ({
  name,
  label: name,
  source: '',
  type: 'string',
  about: 'matter',
  values: [],
  nullable: false,
  usual: null,
  ...more,
})
const formWith = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(`fact.${name}`, value)
  return formOf(data)
}

test('is what is left empty or unknown not stated at all?', () => {
  expect(
    factsIn(formWith({ born: '', alive: '' }), [fact('born'), fact('alive', { type: 'boolean' })]),
  ).toEqual({})
})

test('is each value sent as what it is: a truth, a number, a list, a code, or none?', () => {
  const facts = [
    fact('alive', { type: 'boolean' }),
    fact('children', { type: 'number' }),
    fact('terms', { type: 'list', values: [{ value: [], label: '没有' }] }),
    fact('kind', { values: [{ value: 'self', label: '本人' }] }),
    fact('until', { type: 'date', nullable: true }),
  ]
  const form = formWith({ alive: 'false', children: '2', terms: '[]', kind: '"self"', until: '无' })
  expect(factsIn(form, facts)).toEqual({ alive: false, children: 2, terms: [], kind: 'self', until: null })
})

test('is what cannot be read handed on as it was written, for the API to refuse?', () => {
  const facts = [
    fact('children', { type: 'number' }),
    fact('kind', { values: [{ value: 'self', label: '' }] }),
  ]
  expect(factsIn(formWith({ children: 'two', kind: 'forged' }), facts)).toEqual({
    children: 'two',
    kind: 'forged',
  })
})

test('does a field hold the plain case first, and what was sent ever after, also if it is nothing?', () => {
  const kind = fact('kind', { values: [{ value: 'self', label: '' }], usual: { value: 'self' } })
  expect(heldIn(null, kind)).toBe('"self"')
  expect(heldIn(formWith({}), kind)).toBe('')
})

test('is what follows from another answer taken from it, until it is stated apart?', () => {
  const facts = [
    fact('birthDate', { type: 'date' }),
    fact('inNumber', { type: 'date', usual: { sameAs: 'birthDate' } }),
  ]
  const born = { birthDate: '1950-01-01' }
  expect(factsIn(formWith(born), facts)).toEqual({ birthDate: '1950-01-01', inNumber: '1950-01-01' })
  expect(factsIn(formWith({ ...born, inNumber: '1951-01-01' }), facts).inNumber).toBe('1951-01-01')
})

test('are values of a region one a line, and is a line that is none noticed?', () => {
  expect(parametersIn('minimumAge = 70\n\n region＝510116\nname="甲"')).toEqual({
    minimumAge: 70,
    region: 510116,
    name: '甲',
  })
  expect(parametersIn('minimumAge 70')).toBeNull()
})
