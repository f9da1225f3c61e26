import { expect, test } from 'vitest'
import { DMN_15, dmn, type ModelSketch, type TableSketch } from '../dmn.fixture.ts'
import { compileDmn, type Refusal } from '../index.ts'

async function refusals(xml: string): Promise<readonly Refusal[]> {
  const plan = await compileDmn(xml)
  return plan.ok ? [] : plan.failure
}
const codes = async (xml: string) => (await refusals(xml)).map((one) => one.code)
const model = (sketch: Partial<ModelSketch>) => dmn({ decisions: [{ name: 'it', text: '1' }], ...sketch })
const withTable = (
  table: Partial<TableSketch>,
  inputs: Record<string, string> = { age: 'number', city: 'string' },
) =>
  dmn({
    inputs,
    decisions: [
      {
        name: 'level',
        requires: Object.keys(inputs),
        table: {
          inputs: [{ text: 'age' }, { text: 'city', values: '"here", "there"' }],
          outputs: [{ type: 'string' }],
          rows: [
            ['< 18', '-', '"low"'],
            ['>= 18', '"here"', '"high"'],
          ],
          ...table,
        },
      },
    ],
  })

test('is a plain model published?', async () => {
  expect(await codes(model({}))).toEqual([])
  expect(await codes(withTable({}))).toEqual([])
})

test.each([
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
])('is a model of namespace %s read?', async (namespace) => {
  expect(await codes(model({ namespace }))).toEqual([])
})

test.each([
  ['an unknown namespace', model({ namespace: 'https://example.org/' }), 'notDmn'],
  ['text that is no XML', 'hello', 'xmlBroken'],
  ['nothing at all', '', 'xmlBroken'],
  ['an unclosed element', model({}).replace('</decision>', ''), 'xmlBroken'],
  ['a document type', `<!DOCTYPE d [<!ENTITY a "aaaa">]>${model({})}`, 'xmlDoctype'],
  [
    'an entity bomb',
    `<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><definitions xmlns="${DMN_15}">&b;</definitions>`,
    'xmlDoctype',
  ],
  [
    'more than 1 MiB',
    model({}).replace('</definitions>', `<!--${'x'.repeat(1_048_576)}--></definitions>`),
    'xmlTooLarge',
  ],
  [
    '1 MiB by bytes, not by characters',
    model({}).replace('</definitions>', `<!--${'中'.repeat(400_000)}--></definitions>`),
    'xmlTooLarge',
  ],
  [
    '10,000 nested elements',
    `<definitions xmlns="${DMN_15}">${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</definitions>`,
    'xmlTooDeep',
  ],
  ['no decision', dmn({ decisions: [] }), 'nothingToDecide'],
  ['an import', model({ types: '<import namespace="x" importType="y"/>' }), 'importNotSupported'],
  ['an unknown element', model({ types: '<surprise/>' }), 'partNotSupported'],
  [
    'a boxed conditional of DMN 1.4',
    model({
      decisions: [
        {
          name: 'it',
          xml: '<conditional><if><literalExpression><text>true</text></literalExpression></if></conditional>',
        },
      ],
    }),
    'partNotSupported',
  ],
  ['a decision service', model({ types: '<decisionService name="s" id="s"/>' }), 'partNotSupported'],
  ['a decision without logic', model({ decisions: [{ name: 'it', xml: '' }] }), 'logicMissing'],
  ['an empty expression', model({ decisions: [{ name: 'it', text: ' ' }] }), 'expressionEmpty'],
  [
    'another expression language',
    model({
      decisions: [
        {
          name: 'it',
          xml: '<literalExpression expressionLanguage="https://www.omg.org/spec/DMN/java"><text>1</text></literalExpression>',
        },
      ],
    }),
    'languageNotSupported',
  ],
  [
    'two decisions of one name',
    model({
      decisions: [
        { name: 'it', text: '1' },
        { name: 'it', text: '2' },
      ],
    }),
    'nameTwice',
  ],
  [
    'a requirement that leads nowhere',
    model({ decisions: [{ name: 'it', requires: ['ghost'], text: '1' }] }),
    'referenceBroken',
  ],
  [
    'a name without a requirement',
    model({ inputs: { age: 'number' }, decisions: [{ name: 'it', text: 'age' }] }),
    'nameUnknown',
  ],
  ['an unknown type', model({ inputs: { age: 'tAge' } }), 'typeUnknown'],
  [
    'a type that contains itself',
    model({
      types:
        '<itemDefinition name="t"><itemComponent name="c"><typeRef>t</typeRef></itemComponent></itemDefinition>',
    }),
    'typeCycle',
  ],
  [
    'a result of another type than declared',
    model({ decisions: [{ name: 'it', type: 'string', text: '1' }] }),
    'typeWrong',
  ],
])('is %s refused?', async (_, xml, code) => {
  expect(new Set(await codes(xml))).toEqual(new Set([code]))
})

test('is a circle of decisions named in full?', async () => {
  const xml = dmn({
    decisions: [
      { name: 'a', requires: ['b'], text: 'b' },
      { name: 'b', requires: ['c'], text: 'c' },
      { name: 'c', requires: ['a'], text: 'a' },
    ],
  })
  expect(await refusals(xml)).toMatchObject([{ code: 'cycle', zh: expect.stringContaining('a → b → c → a') }])
})

test('is a knowledge model that calls itself refused?', async () => {
  const xml = dmn({
    models: [{ name: 'f', params: { n: 'number' }, text: 'n' }],
    decisions: [{ name: 'it', knows: ['f'], text: 'f(1)' }],
  })
  const loop = xml.replace(
    '</encapsulatedLogic>',
    '</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href="#bkm-f"/></knowledgeRequirement>',
  )
  expect(await codes(xml)).toEqual([])
  expect(await codes(loop)).toEqual(['cycle'])
})

test('is an external Java function refused?', async () => {
  const xml = dmn({
    models: [{ name: 'f', params: { n: 'number' }, text: 'n' }],
    decisions: [{ name: 'it', knows: ['f'], text: 'f(1)' }],
  }).replace('<encapsulatedLogic>', '<encapsulatedLogic kind="Java">')
  expect(await codes(xml)).toContain('externalFunction')
})

test.each<[string, Partial<TableSketch>, string, { row: number; column: number } | undefined]>([
  ['no rows', { rows: [] }, 'tableEmpty', undefined],
  ['no output', { outputs: [], rows: [['-', '-']] }, 'tableWithoutOutput', undefined],
  ['a text in a number column', { rows: [['"abc"', '-', '"low"']] }, 'typeWrong', { row: 1, column: 1 }],
  ['a number in a text column', { rows: [['-', '7', '"low"']] }, 'typeWrong', { row: 1, column: 2 }],
  [
    'a number as a text result',
    {
      rows: [
        ['-', '-', '"low"'],
        ['-', '-', '3'],
      ],
    },
    'typeWrong',
    { row: 2, column: 3 },
  ],
  [
    'a broken cell',
    {
      rows: [
        ['-', '-', '"low"'],
        ['>= ', '-', '"low"'],
      ],
    },
    'syntax',
    { row: 2, column: 1 },
  ],
  [
    'not(…) inside a list',
    { rows: [['-', '"here", not("there")', '"low"']] },
    'notInList',
    { row: 1, column: 2 },
  ],
  [
    'two tests joined by and',
    { rows: [['> 3 and < 5', '-', '"low"']] },
    'notSupported',
    { row: 1, column: 1 },
  ],
  [
    'a misspelt enumeration value',
    { rows: [['-', '"hear"', '"low"']] },
    'valueNotAllowed',
    { row: 1, column: 2 },
  ],
  ['an unknown name in a cell', { rows: [['> limit', '-', '"low"']] }, 'nameUnknown', { row: 1, column: 1 }],
  [
    'an unknown function in a cell',
    { rows: [['-', 'matches(?, "h.*")', '"low"']] },
    'functionUnknown',
    { row: 1, column: 2 },
  ],
  ['an empty result', { rows: [['-', '-', '']] }, 'expressionEmpty', { row: 1, column: 3 }],
  ['a missing cell', { rows: [['-', '"low"']] }, 'cellsMissing', { row: 1, column: 2 }],
  [
    'an order of texts and numbers',
    { rows: [['["a"..3]', '-', '"low"']] },
    'typeWrong',
    { row: 1, column: 1 },
  ],
  [
    'a result outside its values',
    { outputs: [{ type: 'string', values: '"low", "high"' }], rows: [['-', '-', '"lo"']] },
    'valueNotAllowed',
    { row: 1, column: 3 },
  ],
  [
    'an unknown column expression',
    { inputs: [{ text: 'age' }, { text: 'town' }] },
    'nameUnknown',
    { row: 0, column: 2 },
  ],
  ['priority without an order of values', { hit: 'PRIORITY' }, 'priorityMissing', undefined],
  ['an unknown hit policy', { hit: 'SOMETIMES' }, 'hitPolicyUnknown', undefined],
  [
    'a sum over two outputs',
    {
      hit: 'COLLECT',
      aggregation: 'SUM',
      outputs: [
        { name: 'a', type: 'number' },
        { name: 'b', type: 'number' },
      ],
      rows: [['-', '-', '1', '2']],
    },
    'aggregationWrong',
    undefined,
  ],
])('is a table with %s refused at its place?', async (_, table, code, cell) => {
  const found = await refusals(withTable(table))
  const wanted = cell === undefined ? { element: 'level', code } : { element: 'level', code, cell }
  expect(found).toContainEqual(expect.objectContaining(wanted))
  for (const one of found) {
    expect(one.zh).toMatch(/[\u4e00-\u9fff]/)
    expect(one.en).toMatch(/^[A-Z]/)
  }
})

test('are all faults of a model named at once?', async () => {
  const xml = withTable({
    rows: [
      ['"abc"', '-', '"low"'],
      ['-', '7', '3'],
    ],
  })
  expect((await refusals(xml)).map((one) => one.cell)).toEqual([
    { row: 1, column: 1 },
    { row: 2, column: 2 },
    { row: 2, column: 3 },
  ])
})

test('is a sum of texts refused?', async () => {
  const xml = withTable({ hit: 'COLLECT', aggregation: 'SUM' })
  expect(await codes(xml)).toEqual(['aggregationWrong'])
})

test('is a model whose names are those of object members read as any other?', async () => {
  const inputs = { constructor: 'number', __proto__x: 'number', toString: 'number' }
  const xml = dmn({
    inputs,
    decisions: [
      { name: 'hasOwnProperty', requires: Object.keys(inputs), text: 'constructor + __proto__x + toString' },
    ],
  })
  expect(await codes(xml)).toEqual([])
})
