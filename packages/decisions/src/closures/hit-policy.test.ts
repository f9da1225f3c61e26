import { expect, test } from 'vitest'
import { dmn, type TableSketch } from '../dmn.fixture.ts'
import { bindInputs, compileDmn, loadPlan } from '../index.ts'

const OVERLAPPING: TableSketch = {
  inputs: [{ text: 'n' }],
  outputs: [{ type: 'number', values: '3, 2, 1' }],
  rows: [
    ['> 0', '2'],
    ['> 1', '1'],
    ['> 2', '3'],
    ['> 3', '2'],
  ],
}

async function run(n: number, table: Partial<TableSketch>) {
  const xml = dmn({
    inputs: { n: 'number' },
    decisions: [{ name: 'it', requires: ['n'], table: { ...OVERLAPPING, ...table } }],
  })
  const plan = await compileDmn(xml)
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  const model = loadPlan(plan.value)
  return model.evaluate({ inputs: bindInputs(model, { n }).values, trace: true })
}

test.each<[string, number, Partial<TableSketch>, unknown]>([
  ['FIRST', 3, { hit: 'FIRST' }, 2],
  ['PRIORITY', 3, { hit: 'PRIORITY' }, 3],
  ['RULE ORDER', 4, { hit: 'RULE ORDER' }, [2, 1, 3, 2]],
  ['OUTPUT ORDER', 4, { hit: 'OUTPUT ORDER' }, [3, 2, 2, 1]],
  ['COLLECT', 3, { hit: 'COLLECT' }, [2, 1, 3]],
  ['COLLECT with no hit', 0, { hit: 'COLLECT' }, []],
  ['SUM', 4, { hit: 'COLLECT', aggregation: 'SUM' }, 8],
  ['SUM of nothing', 0, { hit: 'COLLECT', aggregation: 'SUM' }, null],
  ['MIN', 4, { hit: 'COLLECT', aggregation: 'MIN' }, 1],
  ['MAX', 4, { hit: 'COLLECT', aggregation: 'MAX' }, 3],
  ['COUNT', 4, { hit: 'COLLECT', aggregation: 'COUNT' }, 4],
  ['COUNT of nothing', 0, { hit: 'COLLECT', aggregation: 'COUNT' }, 0],
  ['UNIQUE with one hit', 1, { hit: 'UNIQUE' }, 2],
  ['UNIQUE with no hit', 0, { hit: 'UNIQUE' }, null],
  ['UNIQUE with a default', 0, { outputs: [{ type: 'number', otherwise: '7' }] }, 7],
  [
    'ANY that agrees',
    2,
    {
      hit: 'ANY',
      rows: [
        ['> 0', '1'],
        ['> 1', '1'],
      ],
    },
    1,
  ],
])('does %s answer as the standard says?', async (_, n, table, wanted) => {
  const answer = await run(n, table)
  expect(answer.values).toEqual({ it: wanted })
  expect(answer.errors).toEqual([])
})

test('is a second hit of a UNIQUE table an error that names the rows?', async () => {
  const answer = await run(2, { hit: 'UNIQUE' })
  expect(answer.values).toEqual({ it: null })
  expect(answer.errors).toMatchObject([
    { decision: 'it', table: 'it', code: 'severalRowsHit', rules: ['r1', 'r2'] },
  ])
})

test('are rows of an ANY table that disagree an error?', async () => {
  const answer = await run(2, { hit: 'ANY' })
  expect(answer.values).toEqual({ it: null })
  expect(answer.errors).toMatchObject([{ code: 'rowsDisagree', rules: ['r1', 'r2'] }])
})

test('does the trace name hits and, for every other row, the first failing column, also after the first hit?', async () => {
  const answer = await run(2, { hit: 'FIRST' })
  expect(answer.trace).toEqual([
    {
      table: 'it',
      rows: [
        { rule: 'r1', row: 0, state: 'hit' },
        { rule: 'r2', row: 1, state: 'hit' },
        { rule: 'r3', row: 2, state: 'miss', column: 0 },
        { rule: 'r4', row: 3, state: 'miss', column: 0 },
      ],
    },
  ])
})

test.each<[string, string, boolean]>([
  ['3', '-', true],
  ['3', 'not(3)', false],
  ['3', 'not(1, 2)', true],
  ['3', '1, 3', true],
  ['3', '[1..3)', false],
  ['3', '(2.5..3.5)', true],
  ['2.5', '[2.5..3]', true],
  ['2.5', '(2.5..3]', false],
  ['2.5', '> 2', true],
  ['2.5', '< 2.6', true],
  ['3', '> 2.9', true],
  ['3', '>= 3.1', false],
  ['3', '= 3', true],
  ['3', '!= 3', false],
  ['3', '? > 2 and ? < 4', true],
  ['3', '[1, 2, 3]', true],
  ['3', 'n', true],
  ['9007199254740993', '> 9007199254740992', true],
])('does %s meet %s: %s?', async (n, cell, wanted) => {
  const xml = dmn({
    inputs: { n: 'number' },
    decisions: [
      { name: 'n2', requires: ['n'], text: n },
      {
        name: 'it',
        requires: ['n2', 'n'],
        table: { inputs: [{ text: 'n2' }], outputs: [{ otherwise: 'false' }], rows: [[cell, 'true']] },
      },
    ],
  })
  const plan = await compileDmn(xml)
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  const model = loadPlan(plan.value)
  expect(model.evaluate({ inputs: bindInputs(model, { n: 3 }).values }).values.it).toBe(wanted)
})
