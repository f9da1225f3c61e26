import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dmn } from '../dmn.fixture.ts'
import { bindInputs, compileDmn, loadPlan } from '../index.ts'

const PIECES = [
  'a',
  'b',
  's',
  'xs',
  '1',
  '0.5',
  '"x"',
  'true',
  'null',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '+',
  '-',
  '*',
  '/',
  '**',
  '=',
  '<',
  '>=',
  'and',
  'or',
  'not(',
  'in',
  'between',
  'if',
  'then',
  'else',
  'for',
  'some',
  'every',
  'return',
  'satisfies',
  '..',
  ',',
  '.',
  ':',
  '?',
  'date("2026-11-23")',
  'duration("P1Y")',
  'count(',
  'sum(',
  'item',
  'function(x)',
  'instance of',
  'number',
  ' ',
  '中 文',
  '@"P1D"',
  '//',
  '/*',
]
const TYPES = '<itemDefinition name="t" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
const INPUTS = { a: 'number', b: 'boolean', s: 'string', xs: 't' }

async function publishAndRun(text: string, cell: boolean): Promise<void> {
  const requires = Object.keys(INPUTS)
  const decision = cell
    ? { name: 'it', requires, table: { inputs: [{ text: 'a' }], outputs: [{}], rows: [[text, '1']] } }
    : { name: 'it', requires, text }
  const plan = await compileDmn(dmn({ inputs: INPUTS, types: TYPES, decisions: [decision] }))
  if (!plan.ok) {
    expect(plan.failure.length).toBeGreaterThan(0)
    return
  }
  const model = loadPlan(JSON.parse(JSON.stringify(plan.value)))
  for (const inputs of [{ a: 1, b: true, s: 'x', xs: [1, 2] }, { a: null, b: null, s: null, xs: null }, {}]) {
    const answer = model.evaluate({ inputs: bindInputs(model, inputs).values, trace: true })
    JSON.stringify([answer.values, answer.trace, answer.errors])
  }
}

test('is any heap of FEEL pieces either refused or evaluated, never a crash?', async () => {
  const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join(' '))
  await fc.assert(fc.asyncProperty(pieces, fc.boolean(), publishAndRun), { numRuns: 1500 })
}, 60_000)

test('is any text at all either refused or evaluated, never a crash?', async () => {
  const texts = fc
    .string({ unit: 'binary', maxLength: 40 })
    .filter((text) => [...text].every((letter) => letter >= ' ' && letter < '\ufffe'))
  await fc.assert(fc.asyncProperty(texts, fc.boolean(), publishAndRun), { numRuns: 500 })
}, 60_000)
