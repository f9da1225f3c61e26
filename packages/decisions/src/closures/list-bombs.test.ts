/** Lists that multiply: whatever is made of few elements and walked as many ends, in time, as out of steps. */
import { expect, test } from 'vitest'
import { workedMs } from '../cpu-time.fixture.ts'
import { dmn } from '../dmn.fixture.ts'
import { compileDmn } from '../index.ts'
import { bindInputs, loadPlan } from './model.ts'
import { OutOfSteps } from './run.ts'

type Sketch = Parameters<typeof dmn>[0]['decisions'][number]

async function evaluate(decisions: readonly Sketch[], inputs: Record<string, string> = {}, values = {}) {
  const plan = await compileDmn(dmn({ inputs, decisions }))
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  const began = workedMs()
  try {
    const model = loadPlan(plan.value)
    const answer = model.evaluate({ inputs: bindInputs(model, values).values })
    return { values: answer.values, ended: false, ms: workedMs() - began }
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    return { values: null, ended: true, ms: workedMs() - began }
  }
}
const ten = (name: string) => `[${Array.from({ length: 10 }, () => name).join(', ')}]`
/** Decisions d0 … dn of which each holds the one before it ten times: 10^n elements, of which ten are new. */
const tower = (levels: number): Sketch[] =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? { name: 'd0', requires: ['x'], text: ten('x') }
      : { name: `d${at}`, requires: [`d${at - 1}`], text: ten(`d${at - 1}`) },
  )
const X = { x: 'number' }

test.each<[string, readonly Sketch[]]>([
  ['a tower of lists', tower(8)],
  ['a tower that is compared with itself', [...tower(8), { name: 'it', requires: ['d7'], text: 'd7 = d7' }]],
  ['a tower that is flattened', [...tower(8), { name: 'it', requires: ['d7'], text: 'flatten(d7)' }]],
  [
    'a tower of contexts of lists',
    Array.from({ length: 8 }, (_, at) => {
      const below = at === 0 ? 'x' : `d${at - 1}`
      return { name: `d${at}`, requires: [below], text: `{ a: ${ten(below)}, b: ${ten(below)} }` }
    }),
  ],
  [
    'a list compared in a loop',
    [
      { name: 'list', requires: ['x'], text: 'for i in 1..2000 return i + x' },
      { name: 'it', requires: ['list'], text: 'every i in 1..2000 satisfies list = list' },
    ],
  ],
  [
    'a list searched in a loop',
    [
      { name: 'list', requires: ['x'], text: 'for i in 1..2000 return i + x' },
      { name: 'it', requires: ['list'], text: 'every i in 1..2000 satisfies list contains(list, i)' },
    ],
  ],
  [
    'a list built in a loop',
    [{ name: 'it', requires: ['x'], text: `for i in 1..2000 return ${ten(ten('x'))}` }],
  ],
  [
    'a product of lists',
    [
      { name: 'list', requires: ['x'], text: 'for i in 1..60 return i + x' },
      { name: 'it', requires: ['list'], text: 'for i in list, j in list, k in list return [i, j, k]' },
    ],
  ],
  [
    'distinct values of nested lists',
    [
      { name: 'list', requires: ['x'], text: 'for i in 1..250 return for j in 1..100 return j + x' },
      { name: 'it', requires: ['list'], text: 'distinct values(list)' },
    ],
  ],
  [
    'one list handed on by hundreds of decisions',
    Array.from({ length: 300 }, (_, at) =>
      at === 0
        ? { name: 'd0', requires: ['x'], text: 'for i in 1..5000 return i + x' }
        : { name: `d${at}`, requires: [`d${at - 1}`], text: `d${at - 1}` },
    ),
  ],
])('does %s end in time, without a result?', async (_what, decisions) => {
  const { values, ended, ms } = await evaluate(decisions, X, { x: 1 })
  // A loop that is too long is an error of its decision; everything else ends the evaluation.
  if (!ended) expect(values?.it).toBeNull()
  expect(ms).toBeLessThan(200)
})

test('are lists of an ordinary size counted, compared and searched as ever?', async () => {
  const { values } = await evaluate(
    [
      { name: 'list', requires: ['x'], text: 'for i in 1..1000 return i + x' },
      { name: 'sum', requires: ['list'], text: 'sum(list)' },
      { name: 'same', requires: ['list'], text: 'list = reverse(reverse(list))' },
      { name: 'found', requires: ['list'], text: 'list contains(list, 500)' },
      { name: 'sorted', requires: ['list'], text: 'sort(list, function(a, b) a > b)[1]' },
      { name: 'few', requires: ['list'], text: 'count(distinct values(list[item <= 200]))' },
    ],
    X,
    { x: 0 },
  )
  expect(values).toMatchObject({ sum: 500_500, same: true, found: true, sorted: 1000, few: 200 })
})

test('is a type that doubles with every decision refused before anything is evaluated?', async () => {
  const doubling = Array.from({ length: 30 }, (_, at) => {
    const below = at === 0 ? 'x' : `d${at - 1}`
    return { name: `d${at}`, requires: [below], text: `{ a: ${below}, b: ${below} }` }
  })
  for (const decisions of [doubling, [{ name: 'it', text: entriesThatDouble(40) }]]) {
    const began = workedMs()
    const plan = await compileDmn(dmn({ inputs: X, decisions }))
    expect(workedMs() - began).toBeLessThan(200)
    expect(plan.ok ? [] : plan.failure.map(({ code }) => code)).toContain('typeTooLarge')
  }
})

const entriesThatDouble = (count: number) =>
  `{ ${Array.from({ length: count }, (_, at) =>
    at === 0 ? 'e0: 1' : `e${at}: { a: e${at - 1}, b: e${at - 1} }`,
  ).join(', ')} }`
