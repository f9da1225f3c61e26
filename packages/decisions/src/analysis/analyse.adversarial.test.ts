import type { Json } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { bindInputs, loadPlan } from '../closures/model.ts'
import { dmn, type ModelSketch, type TableSketch } from '../dmn.fixture.ts'
import { compileDmn } from '../publish/compile-dmn.ts'
import { withConstants } from '../publish/with-constants.ts'
import { analyse } from './analyse.ts'
import type { Finding, TableReport } from './finding.ts'
import type { AnalysisOptions } from './options.ts'

async function planOf(sketch: ModelSketch, constants: Readonly<Record<string, Json>> = {}) {
  // Row ids are unique in a model, also where it has several tables.
  let count = 0
  const xml = dmn(sketch).replaceAll(/<rule id="[^"]*"/g, () => {
    count += 1
    return `<rule id="r${count}"`
  })
  const compiled = await compileDmn(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.failure))
  const bound = withConstants(compiled.value, constants)
  if (!bound.ok) throw new Error(JSON.stringify(bound.failure))
  return bound.value
}

/** One table `t` over inputs; never empty unless the test says so. */
async function read(
  inputs: Readonly<Record<string, string>>,
  table: TableSketch,
  options: AnalysisOptions = { definitions: [] },
  more: Partial<ModelSketch> = {},
): Promise<TableReport> {
  const before = more.decisions ?? []
  const requires = [...Object.keys(inputs), ...before.map(({ name }) => name)]
  const plan = await planOf({ ...more, inputs, decisions: [...before, { name: 't', requires, table }] })
  const report = analyse(plan, options).find((one) => one.table === 't')
  if (report === undefined) throw new Error('no report')
  for (const finding of report.findings) {
    if (!('witness' in finding) || finding.witness?.inputs == null) continue
    const model = loadPlan(plan)
    const { values, errors } = bindInputs(model, finding.witness.inputs)
    expect(errors).toEqual([])
    const rows = model
      .evaluate({ inputs: values, decisions: ['t'], trace: true })
      .trace.find((one) => one.table === 't')
    const hits = rows?.rows.filter(({ state }) => state === 'hit').map(({ row }) => row) ?? []
    if (finding.kind === 'gap') expect(hits).toEqual([])
    if (finding.kind === 'overlap')
      expect(hits).toEqual(expect.arrayContaining(finding.rows.map(({ row }) => row)))
  }
  return report
}

const kinds = ({ findings }: TableReport) => findings.map(({ kind }) => kind)
const inputsOf = (finding: Finding | undefined) =>
  finding !== undefined && 'witness' in finding ? finding.witness?.inputs : undefined

test('are ages without a number between them a gap for whole numbers and none for others?', async () => {
  const table: TableSketch = {
    hit: 'UNIQUE',
    inputs: [{ text: 'age' }],
    outputs: [{ type: 'string' }],
    rows: [
      ['<= 17', '"a"'],
      ['>= 18', '"b"'],
    ],
  }
  expect((await read({ age: 'number' }, table, { definitions: [], whole: ['age'] })).complete).toBe('yes')
  const report = await read({ age: 'number' }, table)
  expect(report.complete).toBe('no')
  expect(inputsOf(report.findings[0])).toEqual({ age: 17.5 })
})

test('is a day between two periods found, as a date?', async () => {
  const report = await read(
    { on: 'date' },
    {
      hit: 'UNIQUE',
      inputs: [{ text: 'on' }],
      outputs: [{ type: 'number' }],
      rows: [
        ['< date("2026-01-01")', '1'],
        ['[date("2026-01-01")..date("2026-06-30"))', '2'],
        ['> date("2026-06-30")', '3'],
      ],
    },
  )
  expect(report.findings.map((one) => [one.kind, one.severity, inputsOf(one)])).toEqual([
    ['gap', 'error', { on: '2026-06-30' }],
  ])
})

test('does an overlap of one point count, and is the empty value a value?', async () => {
  const table: TableSketch = {
    hit: 'UNIQUE',
    inputs: [{ text: 'n' }],
    outputs: [{ type: 'number' }],
    rows: [
      ['<= 3', '1'],
      ['>= 3', '2'],
    ],
  }
  const report = await read({ n: 'number' }, table)
  expect(report.findings.map((one) => [one.kind, inputsOf(one)])).toEqual([['overlap', { n: 3 }]])
  const open = await read({ n: 'number' }, table, {})
  expect(open.findings.map((one) => [one.kind, inputsOf(one)])).toEqual([
    ['overlap', { n: 3 }],
    ['gap', { n: null }],
  ])
})

test('are overlaps told apart by what they do?', async () => {
  const rows = [
    ['< 5', '1'],
    ['< 3', '1'],
    ['< 2', '2'],
    ['>= 5', '3'],
  ]
  const of = (hit: string) =>
    read({ n: 'number' }, { hit, inputs: [{ text: 'n' }], outputs: [{ type: 'number' }], rows })
  const any = await of('ANY')
  expect(
    any.findings.flatMap((one) => (one.kind === 'overlap' ? [[one.outputs, one.severity]] : [])),
  ).toEqual(
    expect.arrayContaining([
      ['same', 'note'],
      ['different', 'error'],
    ]),
  )
  const unique = await of('UNIQUE')
  expect(unique.findings.flatMap((one) => (one.kind === 'overlap' ? [one.severity] : []))).toEqual([
    'error',
    'error',
    'error',
  ])
  const first = await of('FIRST')
  expect(first.overlaps).toEqual({ pairs: 3, different: 2 })
  expect(
    first.findings.flatMap((one) =>
      one.kind === 'unreachable' ? [[one.row.row, one.by.map(({ row }) => row)]] : [],
    ),
  ).toEqual([
    [1, [0]],
    [2, [0, 1]],
  ])
  const collect = await of('COLLECT')
  expect([collect.complete, kinds(collect)]).toEqual(['notRequired', []])
})

test('is a row shadowed by several others together found, and one with a corner left not?', async () => {
  const table = (last: readonly string[]): TableSketch => ({
    hit: 'FIRST',
    inputs: [{ text: 'a' }, { text: 'b' }],
    outputs: [{ type: 'number' }],
    rows: [
      ['< 5', '-', '1'],
      ['>= 5', '< 5', '2'],
      ['>= 5', '> 5', '3'],
      [...last, '4'],
    ],
  })
  const inputs = { a: 'number', b: 'number' }
  const shadowed = await read(inputs, table(['-', 'not(5)']))
  expect(shadowed.findings.filter(({ kind }) => kind === 'unreachable')).toHaveLength(1)
  const corner = await read(inputs, table(['-', '-']))
  expect([corner.complete, kinds(corner)]).toEqual(['yes', []])
})

test('are impossible cells, twins and results never given found?', async () => {
  const types =
    '<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low","high","top"</text></allowedValues></itemDefinition>'
  const report = await read(
    { level: 'tLevel' },
    {
      hit: 'ANY',
      inputs: [{ text: 'level' }],
      outputs: [{ type: 'string', values: '"x","y","z"' }],
      rows: [
        ['"low"', '"x"'],
        ['"high","top"', '"y"'],
        ['not("low","high","top")', '"z"'],
        ['"low"', '"x"'],
      ],
    },
    { definitions: [] },
    { types },
  )
  expect(report.complete).toBe('yes')
  expect(kinds(report)).toEqual(['unreachable', 'overlap', 'duplicate', 'deadOutput'])
  expect(report.findings.find(({ kind }) => kind === 'deadOutput')).toMatchObject({ value: 'z' })
})

test('are members of lists exact, and an empty list a list?', async () => {
  const types = '<itemDefinition name="tTexts" isCollection="true"><typeRef>string</typeRef></itemDefinition>'
  const report = await read(
    { held: 'tTexts' },
    {
      hit: 'UNIQUE',
      inputs: [{ text: 'held' }],
      outputs: [{ type: 'number' }],
      rows: [
        ['list contains(?, "a")', '1'],
        ['list contains(?, "b")', '2'],
      ],
    },
    { definitions: [] },
    { types },
  )
  expect(report.findings.map((one) => [one.kind, inputsOf(one)])).toEqual([
    ['overlap', { held: ['a', 'b'] }],
    ['gap', { held: [] }],
  ])
})

test('is a finding about a derived age shown by a birth date?', async () => {
  const report = await read(
    { birthDate: 'date', receivedOn: 'date' },
    {
      hit: 'UNIQUE',
      inputs: [{ text: 'age' }],
      outputs: [{ type: 'number' }],
      rows: [
        ['< 60', '1'],
        ['[61..80]', '2'],
        ['>= 80', '3'],
      ],
    },
    { definitions: [] },
    {
      models: [
        {
          name: 'ageOn',
          params: { birth: 'date', on: 'date' },
          text: 'on.year - birth.year - (if on < birth + duration("P1Y") * (on.year - birth.year) then 1 else 0)',
        },
      ],
      decisions: [
        {
          name: 'age',
          type: 'number',
          requires: ['birthDate', 'receivedOn'],
          knows: ['ageOn'],
          text: 'ageOn(birthDate, receivedOn)',
        },
      ],
    },
  )
  expect(report.findings.map(({ kind, severity }) => [kind, severity])).toEqual([
    ['overlap', 'error'],
    ['gap', 'error'],
  ])
  const [overlap, gap] = report.findings
  const years = (inputs: Readonly<Record<string, Json>> | null | undefined) =>
    Number(String(inputs?.receivedOn).slice(0, 4)) - Number(String(inputs?.birthDate).slice(0, 4))
  expect([80, 81]).toContain(years(inputsOf(overlap)))
  expect([60, 61]).toContain(years(inputsOf(gap)))
})

test('is a gap that the linked table can never feed left out, and one it can reported?', async () => {
  const linked = (rows: readonly (readonly string[])[]) =>
    read(
      { n: 'number' },
      {
        hit: 'UNIQUE',
        inputs: [{ text: 'grade' }],
        outputs: [{ type: 'number' }],
        rows: [
          ['"a"', '1'],
          ['"b"', '2'],
        ],
      },
      { definitions: [] },
      {
        decisions: [
          {
            name: 'grade',
            type: 'string',
            requires: ['n'],
            table: { hit: 'FIRST', inputs: [{ text: 'n' }], outputs: [{ type: 'string' }], rows },
          },
        ],
      },
    )
  expect(
    (
      await linked([
        ['< 0', '"a"'],
        ['-', '"b"'],
      ])
    ).complete,
  ).toBe('yes')
  const third = await linked([
    ['< 0', '"a"'],
    ['< 9', '"b"'],
    ['-', '"c"'],
  ])
  expect(third.findings.map((one) => [one.kind, one.severity])).toEqual([['gap', 'error']])
  expect(
    (
      await linked([
        ['< 0', '"a"'],
        ['< 9', '"b"'],
      ])
    ).findings.map((one) => [one.kind, one.severity]),
  ).toEqual([['gap', 'error']])
})

test('is a gap no application can fall into said to be one in terms of columns only?', async () => {
  const report = await read(
    { n: 'number' },
    {
      hit: 'UNIQUE',
      inputs: [{ text: 'low' }, { text: 'high' }],
      outputs: [{ type: 'number' }],
      rows: [
        ['true', 'false', '1'],
        ['false', 'true', '2'],
        ['false', 'false', '3'],
      ],
    },
    { definitions: [] },
    {
      decisions: [
        { name: 'low', type: 'boolean', requires: ['n'], text: 'n < 1' },
        { name: 'high', type: 'boolean', requires: ['n'], text: 'n > 5' },
      ],
    },
  )
  expect(report.findings.map((one) => [one.kind, one.severity, inputsOf(one)])).toEqual([
    ['gap', 'warning', null],
  ])
})

test('does a comparison with another input make exact cells?', async () => {
  const report = await read(
    { a: 'date', b: 'date' },
    {
      hit: 'UNIQUE',
      inputs: [{ text: 'a' }],
      outputs: [{ type: 'number' }],
      rows: [
        ['< b', '1'],
        ['> b', '2'],
      ],
    },
  )
  expect(report.independent).toEqual(['a ⋚ b'])
  const [gap] = report.findings
  expect([report.findings.length, gap?.kind, gap?.severity]).toEqual([1, 'gap', 'error'])
  expect(inputsOf(gap)?.a).toBe(inputsOf(gap)?.b)
})

test('is a default an answer to everything?', async () => {
  const report = await read(
    { n: 'number' },
    {
      hit: 'UNIQUE',
      inputs: [{ text: 'n' }],
      outputs: [{ type: 'number', otherwise: '0' }],
      rows: [['> 3', '1']],
    },
  )
  expect([report.complete, kinds(report)]).toEqual(['byDefault', []])
})
