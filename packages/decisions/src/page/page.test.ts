import { expect, test } from 'vitest'
import { dmn } from '../dmn.fixture.ts'
import {
  compileDmn,
  constantsByPath,
  constantsOf,
  type Plan,
  printConstants,
  printExpressions,
  printPlan,
  withConstants,
} from '../index.ts'

async function plan(): Promise<Plan> {
  const xml = dmn({
    inputs: {
      birthDate: 'date',
      lifeStatus: 'tLife',
      account: 'string',
      scope: 'tTexts',
      score: 'number',
      owner: 'boolean',
      parameters: 'tParameters',
    },
    types: `<itemDefinition name="tLife"><typeRef>string</typeRef><allowedValues><text>"alive","dead","missing"</text></allowedValues></itemDefinition>
<itemDefinition name="tTexts" isCollection="true"><typeRef>string</typeRef></itemDefinition>
<itemDefinition name="tParameters"><itemComponent name="bornBefore"><typeRef>date</typeRef></itemComponent></itemDefinition>`,
    decisions: [
      {
        name: 'hindrances',
        requires: ['birthDate', 'lifeStatus', 'account', 'scope', 'parameters', 'owner'],
        table: {
          hit: 'COLLECT',
          inputs: [
            { text: 'birthDate' },
            { text: 'lifeStatus' },
            { text: 'account' },
            { text: 'scope' },
            { text: 'owner' },
          ],
          outputs: [
            { name: 'rule', type: 'string' },
            { name: 'route', type: 'string' },
          ],
          rows: [
            ['> parameters.bornBefore', '-', '-', '-', '-', '"E2"', '"refer"'],
            ['-', 'not("alive")', '-', '-', '-', '"E3"', '"refer"'],
            ['-', '-', 'null', 'list contains(?, "food")', 'true', '"E6"', '"supplement"'],
          ],
        },
      },
      { name: 'approved', requires: ['hindrances', 'score'], text: 'count(hindrances) = 0 and score >= 0.5' },
    ],
  })
  const compiled = await compileDmn(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.failure))
  const bound = withConstants(compiled.value, { parameters: { bornBefore: '1956-11-23' } })
  if (!bound.ok) throw new Error('refused')
  return bound.value
}

test('are tables printed with every text as the author wrote it?', async () => {
  const printed = printPlan(await plan())
  expect(printed).toHaveLength(1)
  expect(printed[0]).toMatchObject({
    name: 'hindrances',
    hitPolicy: 'C',
    zh: '全部命中：逐一列出',
    inputs: [{ text: 'birthDate', type: 'date' }, {}, {}, {}, {}],
    outputs: [{ text: 'rule' }, { text: 'route' }],
    otherwise: null,
  })
  expect(printed[0]?.rows[2]).toEqual({
    rule: 'r3',
    inputs: ['-', '-', 'null', 'list contains(?, "food")', 'true'],
    outputs: ['"E6"', '"supplement"'],
    notes: [],
    description: null,
  })
  expect(printExpressions(await plan())).toEqual([
    { name: 'approved', label: 'approved', text: 'count(hindrances) = 0 and score >= 0.5' },
  ])
  expect(printConstants(await plan())).toEqual({ parameters: { bornBefore: '1956-11-23' } })
})

test('is every value an input is compared with found, parameters by their value?', async () => {
  expect(Object.fromEntries(constantsByPath(await plan()))).toEqual({
    birthDate: ['1956-11-23'],
    lifeStatus: ['alive', 'dead', 'missing'],
    account: [null],
    scope: ['food'],
    owner: [true, false],
    score: [0.5],
  })
  expect(constantsOf(await plan(), 'nothing')).toEqual([])
})
