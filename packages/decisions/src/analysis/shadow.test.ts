import { expect, test } from 'vitest'
import { dmn } from '../dmn.fixture.ts'
import { compileDmn } from '../publish/compile-dmn.ts'
import { withConstants } from '../publish/with-constants.ts'
import type { SettledFact } from '../second-approval/fact.ts'
import { analyse } from './analyse.ts'
import { difference } from './difference.ts'
import { report } from './report.ts'
import { type ShadowCase, shadow, shadowing } from './shadow.ts'

const PARAMETERS =
  '<itemDefinition name="tParameters"><itemComponent name="age"><typeRef>number</typeRef></itemComponent><itemComponent name="yuan"><typeRef>number</typeRef></itemComponent></itemDefinition>'
const HINDRANCES =
  '<itemDefinition name="tHindrance"><itemComponent name="rule"><typeRef>string</typeRef></itemComponent><itemComponent name="route"><typeRef>string</typeRef></itemComponent></itemDefinition><itemDefinition name="tHindrances" isCollection="true"><typeRef>tHindrance</typeRef></itemDefinition>'

/** An item in small: too young goes to a person, no account is to be supplemented, else so many yuan. */
async function item(age: number, yuan: number) {
  let count = 0
  const xml = dmn({
    types: `${PARAMETERS}${HINDRANCES}`,
    inputs: { years: 'number', account: 'string', parameters: 'tParameters' },
    decisions: [
      {
        name: 'hindrances',
        type: 'tHindrances',
        requires: ['years', 'account', 'parameters'],
        table: {
          hit: 'COLLECT',
          inputs: [{ text: 'years' }, { text: 'account' }],
          outputs: [
            { name: 'rule', type: 'string' },
            { name: 'route', type: 'string' },
          ],
          rows: [
            ['< parameters.age', '-', '"A"', '"refer"'],
            ['-', 'null', '"B"', '"supplement"'],
          ],
        },
      },
      {
        name: 'anyRefer',
        type: 'boolean',
        requires: ['hindrances'],
        text: 'some h in hindrances satisfies h.route = "refer"',
      },
      {
        name: 'anySupplement',
        type: 'boolean',
        requires: ['hindrances'],
        text: 'some h in hindrances satisfies h.route = "supplement"',
      },
      {
        name: 'outcome',
        type: 'string',
        requires: ['anyRefer', 'anySupplement'],
        table: {
          hit: 'UNIQUE',
          inputs: [{ text: 'anyRefer' }, { text: 'anySupplement' }],
          outputs: [{ type: 'string' }],
          rows: [
            ['true', '-', '"refer"'],
            ['false', 'true', '"supplement"'],
            ['false', 'false', '"approve"'],
          ],
        },
      },
      {
        name: 'result',
        type: 'number',
        requires: ['outcome', 'parameters'],
        table: {
          hit: 'UNIQUE',
          inputs: [{ text: 'outcome' }],
          outputs: [{ type: 'number' }],
          rows: [['"approve"', 'parameters.yuan']],
        },
      },
    ],
  }).replaceAll(/<rule id="[^"]*"/g, () => {
    count += 1
    return `<rule id="r${count}"`
  })
  const compiled = await compileDmn(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.failure))
  const bound = withConstants(compiled.value, { parameters: { age, yuan } })
  if (!bound.ok) throw new Error(JSON.stringify(bound.failure))
  return bound.value
}

const fact = (name: string, value: number | string | null): SettledFact => ({
  name,
  status: 'known',
  value,
  source: 'test',
  sourceAt: 0,
  fetchedAt: 0,
  zh: name,
  en: name,
})
const past = (
  id: string,
  years: number,
  account: string | null,
  more: Partial<ShadowCase> = {},
): ShadowCase => ({
  id,
  facts: [fact('years', years), fact('account', account)],
  receivedOn: '2026-11-23',
  outcome: years < 70 ? 'refer' : account === null ? 'supplement' : 'approve',
  result: years >= 70 && account !== null ? { result: 200 } : null,
  ...more,
})

test('who would come out differently, by outcome, by rule and by group?', async () => {
  const made = shadow(await item(70, 200), await item(65, 200), [
    past('young', 60, 'x', { group: 'east' }),
    past('between', 67, 'x', { group: 'east' }),
    past('between, without account', 67, null, { group: 'west' }),
    past('old', 80, 'x', { group: 'west' }),
    { ...past('gone', 67, 'x'), facts: null },
  ])
  expect(made).toMatchObject({
    cases: 5,
    replayed: 4,
    erased: 1,
    different: 2,
    kept: 2,
    notReproduced: [],
    resultsOnly: 0,
    outcomes: { refer: { refer: 1, approve: 1, supplement: 1 }, approve: { approve: 1 } },
    rules: { A: { gained: 0, lost: 2 } },
    groups: { east: { cases: 2, different: 1 }, west: { cases: 2, different: 1 } },
  })
  expect(made.flips.map(({ id, from, to, lost }) => [id, from.outcome, to.outcome, to.result, lost])).toEqual(
    [
      ['between', 'refer', 'approve', { result: 200 }, ['A']],
      ['between, without account', 'refer', 'supplement', null, ['A']],
    ],
  )
})

test('does another amount alone make a case different?', async () => {
  const made = shadow(await item(70, 200), await item(70, 300), [
    past('old', 80, 'x'),
    past('young', 60, 'x'),
  ])
  expect([made.different, made.resultsOnly, made.flips[0]?.id]).toEqual([1, 1, 'old'])
  expect([made.flips[0]?.from.result, made.flips[0]?.to.result]).toEqual([{ result: 200 }, { result: 300 }])
})

test('is a record that its own rules do not give again named, and does the record count?', async () => {
  const plan = await item(70, 200)
  const made = shadow(plan, plan, [
    past('odd', 80, 'x', { outcome: 'refer', result: null }),
    past('old', 80, 'x'),
  ])
  expect([made.notReproduced, made.different, made.flips[0]?.from.outcome]).toEqual([['odd'], 1, 'refer'])
})

test('are records enough without the old rules, and are cases counted beyond those kept?', async () => {
  const run = shadowing(null, await item(65, 200), { keep: 2 })
  for (let at = 0; at < 10; at += 1) run.add(past(`case ${at}`, 67, 'x'))
  expect(run.add(past('old', 80, 'x'))).toBeNull()
  expect(run.report()).toMatchObject({
    cases: 11,
    different: 10,
    kept: 2,
    outcomes: { refer: { approve: 10 } },
  })
})

test('does an unknown fact stay with a person under both versions?', async () => {
  const blind = {
    ...past('blind', 67, 'x'),
    facts: [{ ...fact('years', 67), status: 'unavailable' as const }, fact('account', 'x')],
  }
  const made = shadow(await item(70, 200), await item(65, 200), [blind])
  expect([made.different, made.outcomes]).toEqual([0, { refer: { refer: 1 } }])
})

test('does the published report say all of it in sentences?', async () => {
  const [old, now] = [await item(70, 200), await item(65, 300)]
  const made = report(now, {
    analysis: analyse(now),
    difference: difference(old, now),
    shadow: shadow(old, now, [past('between', 67, 'x'), past('old', 80, 'x')]),
    names: { 'parameters.age': { zh: '起领年龄', en: 'age from which it is paid' } },
  })
  const of = (kind: string) => made.lines.filter((line) => line.kind === kind)
  expect(of('parameter').map(({ zh }) => zh)).toEqual([
    '参数“起领年龄”由 70 改为 65。',
    '参数“parameters.yuan”由 200 改为 300。',
  ])
  const [younger, paid] = of('treated')
  expect(younger?.zh).toMatch(
    /^决策表“hindrances”.*有人会受到不同对待.*“years”为 (65|66|67|68|69)。请写明理由，或者改回。$/,
  )
  expect(paid?.zh).toMatch(/给出 200；现在由第 1 行作答，给出 300/)
  expect(of('flips').map(({ en }) => en)).toEqual(['From “to a person” to “approved”: 1 cases.'])
  expect(of('flip').map(({ zh }) => zh)).toEqual([
    '办件 between（2026-11-23 收件）由“转人工”变为“自动批准”，不再适用规则 A。',
    '办件 old（2026-11-23 收件）仍为“自动批准”，但内容不同。',
  ])
  expect(made.errors).toBe(0)
  for (const { zh, en } of made.lines) expect([zh.endsWith('。'), en.endsWith('.')]).toEqual([true, true])
  const same = report(old, { difference: difference(old, old) })
  expect(same.lines.map(({ severity, kind }) => [severity, kind])).toEqual([['note', 'equal']])
})
