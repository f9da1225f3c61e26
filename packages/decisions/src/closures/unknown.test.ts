import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dmn, type TableSketch } from '../dmn.fixture.ts'
import { bindInputs, compileDmn, type Evaluation, type InputJson, loadPlan, unknown } from '../index.ts'

const INPUTS = {
  a: 'boolean',
  b: 'boolean',
  n: 'number',
  m: 'number',
  s: 'string',
  d: 'date',
  xs: 'tXs',
  person: 'tPerson',
}
const TYPES = `<itemDefinition name="tXs" isCollection="true"><typeRef>number</typeRef></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent><itemComponent name="city"><typeRef>string</typeRef></itemComponent></itemDefinition>`
const KNOWN: Record<string, InputJson> = {
  a: true,
  b: false,
  n: 1,
  m: 2,
  s: 'x',
  d: '2026-11-23',
  xs: [1, 2],
  person: { age: 70, city: '510116' },
}

async function load(logic: { text: string } | { table: TableSketch }) {
  const requires = Object.keys(INPUTS)
  const plan = await compileDmn(
    dmn({ inputs: INPUTS, types: TYPES, decisions: [{ name: 'it', requires, ...logic }] }),
  )
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  return loadPlan(plan.value)
}

async function evaluate(
  logic: { text: string } | { table: TableSketch },
  inputs: Record<string, InputJson>,
): Promise<Evaluation> {
  const model = await load(logic)
  const bound = bindInputs(model, { ...KNOWN, ...inputs })
  expect(bound.errors).toEqual([])
  return model.evaluate({ inputs: bound.values, trace: true })
}

const A = unknown('a')
const N = unknown('n')
const M = unknown('m')

test.each<[string, Record<string, InputJson>, unknown]>([
  ['a and false', { a: A }, false],
  ['false and a', { a: A }, false],
  ['a and true', { a: A }, { unknown: ['a'] }],
  ['a or true', { a: A }, true],
  ['a or false', { a: A }, { unknown: ['a'] }],
  ['a or b', { a: A, b: unknown('b') }, { unknown: ['a', 'b'] }],
  ['not(a)', { a: A }, { unknown: ['a'] }],
  ['a and null', { a: A }, { unknown: ['a'] }],
  ['n + m', { n: N, m: M }, { unknown: ['m', 'n'] }],
  ['n = m', { n: N, m: M }, { unknown: ['m', 'n'] }],
  ['n = null', { n: N }, { unknown: ['n'] }],
  ['n = n', { n: N }, { unknown: ['n'] }],
  ['n < 3 and m > 5', { n: N }, false],
  ['n < 3 or m > 1', { n: N }, true],
  ['n in (1, 2)', { n: N }, { unknown: ['n'] }],
  ['d + duration("P1Y")', { d: unknown('d') }, { unknown: ['d'] }],
  ['if a then 1 else 2', { a: A }, { unknown: ['a'] }],
  ['if a then 1 else 1', { a: A }, 1],
  ['if b then n else m', { n: N }, 2],
  ['floor(n)', { n: N }, { unknown: ['n'] }],
  ['sum(xs)', { xs: [1, unknown('xs[1]')] }, { unknown: ['xs[1]'] }],
  ['count(xs)', { xs: [1, unknown('xs[1]')] }, 2],
  ['count(xs)', { xs: unknown('xs') }, { unknown: ['xs'] }],
  ['list contains(xs, 1)', { xs: [1, unknown('xs[1]')] }, true],
  ['list contains(xs, 3)', { xs: [1, unknown('xs[1]')] }, { unknown: ['xs[1]'] }],
  ['some x in xs satisfies x > 0', { xs: [unknown('xs[0]'), 1] }, true],
  ['every x in xs satisfies x > 1', { xs: [unknown('xs[0]'), 1] }, false],
  ['every x in xs satisfies x > 0', { xs: [unknown('xs[0]'), 1] }, { unknown: ['xs[0]'] }],
  ['xs[item > 1]', { xs: [unknown('xs[0]'), 3] }, { unknown: ['xs[0]'] }],
  ['for x in xs return x + 1', { xs: unknown('xs') }, { unknown: ['xs'] }],
  ['person.city', { person: { age: unknown('person.age'), city: 'c' } }, 'c'],
  ['person.age > 3', { person: { age: unknown('person.age'), city: 'c' } }, { unknown: ['person.age'] }],
  ['person.age > 3', { person: unknown('person') }, { unknown: ['person'] }],
  ['{x: n, y: m}.y', { n: N }, 2],
  ['n * 0', { n: N }, { unknown: ['n'] }],
])('is %s with %o right?', async (text, inputs, wanted) => {
  expect((await evaluate({ text }, inputs)).values).toEqual({ it: wanted })
})

const rows = (hit: string, outputs: readonly string[], aggregation?: string): TableSketch => ({
  hit,
  ...(aggregation === undefined ? {} : { aggregation }),
  inputs: [{ text: 'a' }, { text: 'n' }],
  outputs: [{ type: 'number', values: '3, 2, 1' }],
  rows: [
    ['true', '> 0', outputs[0] ?? ''],
    ['-', '> 5', outputs[1] ?? ''],
    ['false', '-', outputs[2] ?? ''],
  ],
})

test('does a false cell make a miss whatever else is unknown, and is an undecided row named with its inputs?', async () => {
  const { trace, values, unknownOf } = await evaluate(
    { table: rows('COLLECT', ['1', '2', '3']) },
    { a: A, n: 1 },
  ).then((answer) => ({ trace: answer.trace, values: answer.values, unknownOf: answer.unknownOf('it') }))
  expect(values).toEqual({ it: [] })
  expect(unknownOf).toEqual([])
  expect(trace).toEqual([
    {
      table: 'it',
      rows: [
        { rule: 'r1', row: 0, state: 'unknown', paths: ['a'] },
        { rule: 'r2', row: 1, state: 'miss', column: 1 },
        { rule: 'r3', row: 2, state: 'unknown', paths: ['a'] },
      ],
    },
  ])
})

test.each<[string, TableSketch, Record<string, InputJson>, unknown]>([
  ['COLLECT keeps what certainly hits', rows('COLLECT', ['1', '2', '3']), { a: A, n: 9 }, [2]],
  ['a sum is unknown', rows('COLLECT', ['1', '2', '3'], 'SUM'), { a: A, n: 9 }, { unknown: ['a'] }],
  ['a count is unknown', rows('COLLECT', ['1', '2', '3'], 'COUNT'), { a: A, n: 9 }, { unknown: ['a'] }],
  [
    'a count without undecided rows is known',
    rows('COLLECT', ['1', '2', '3'], 'COUNT'),
    { a: true, n: 9 },
    2,
  ],
  [
    'FIRST with an undecided earlier row is unknown',
    rows('FIRST', ['1', '2', '3']),
    { a: A, n: 9 },
    { unknown: ['a'] },
  ],
  ['FIRST with the same result is known', rows('FIRST', ['2', '2', '3']), { a: A, n: 9 }, 2],
  ['FIRST does not mind later rows', rows('FIRST', ['1', '2', '3']), { a: true, n: 1 }, 1],
  ['UNIQUE is unknown', rows('UNIQUE', ['1', '2', '3']), { a: A, n: 1 }, { unknown: ['a'] }],
  ['ANY with the same result is known', rows('ANY', ['2', '2', '2']), { a: A, n: 9 }, 2],
  ['ANY with another result is unknown', rows('ANY', ['2', '2', '1']), { a: A, n: 9 }, { unknown: ['a'] }],
  ['PRIORITY does not mind lower rows', rows('PRIORITY', ['2', '3', '1']), { a: A, n: 9 }, 3],
  ['PRIORITY minds higher rows', rows('PRIORITY', ['3', '2', '1']), { a: A, n: 9 }, { unknown: ['a'] }],
  ['RULE ORDER is unknown', rows('RULE ORDER', ['1', '2', '3']), { a: A, n: 9 }, { unknown: ['a'] }],
  [
    'two unknown inputs are both named',
    rows('FIRST', ['1', '2', '3']),
    { a: A, n: N },
    { unknown: ['a', 'n'] },
  ],
])('holds it that %s?', async (_, table, inputs, wanted) => {
  expect((await evaluate({ table }, inputs)).values).toEqual({ it: wanted })
})

test('does an unknown input never change an answer that filling it in could change?', async () => {
  const policies = [
    'FIRST',
    'UNIQUE',
    'ANY',
    'PRIORITY',
    'RULE ORDER',
    'OUTPUT ORDER',
    'COLLECT SUM',
    'COLLECT MIN',
  ]
  for (const policy of policies) {
    const [hit = '', aggregation] = policy.split(' ')
    const model = await load({
      table: rows(
        policy.startsWith('COLLECT') ? hit : policy,
        ['1', '2', '3'],
        policy.startsWith('COLLECT') ? aggregation : undefined,
      ),
    })
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: -2, max: 8 }),
        fc.boolean(),
        fc.boolean(),
        (a, n, hideA, hideN) => {
          const at = (inputs: Record<string, InputJson>) =>
            model.evaluate({ inputs: bindInputs(model, { ...KNOWN, ...inputs }).values })
          const full = at({ a, n })
          const veiled = at({ a: hideA ? A : a, n: hideN ? N : n })
          if (veiled.unknownOf('it').length === 0 && full.errors.length === 0)
            expect(veiled.values).toEqual(full.values)
        },
      ),
    )
  }
})

test('is every unknown answer blamed only on inputs that are unknown?', async () => {
  const model = await load({ text: 'if (a or n > 3) and not(b and m < 2) then n + m else 0' })
  fc.assert(
    fc.property(
      fc.subarray(['a', 'b', 'n', 'm']),
      fc.boolean(),
      fc.boolean(),
      fc.nat(5),
      fc.nat(5),
      (hidden, a, b, n, m) => {
        const full: Record<string, InputJson> = { ...KNOWN, a, b, n, m }
        const veiled = { ...full, ...Object.fromEntries(hidden.map((name) => [name, unknown(name)])) }
        const answer = model.evaluate({ inputs: bindInputs(model, veiled).values })
        const blamed = answer.unknownOf('it')
        expect(hidden).toEqual(expect.arrayContaining([...blamed]))
        if (blamed.length === 0) {
          expect(answer.values).toEqual(model.evaluate({ inputs: bindInputs(model, full).values }).values)
        }
      },
    ),
  )
})
