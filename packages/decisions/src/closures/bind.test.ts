import { canonicalJson } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { dmn } from '../dmn.fixture.ts'
import {
  bindInputs,
  compileDmn,
  type InputJson,
  loadPlan,
  type Plan,
  unknown,
  withConstants,
} from '../index.ts'

const TYPES = `<itemDefinition name="tEducation"><itemComponent name="level"><typeRef>string</typeRef><allowedValues><text>"bachelor","master"</text></allowedValues></itemComponent>
<itemComponent name="graduatedOn"><typeRef>date</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tScope" isCollection="true"><itemComponent name="kind"><typeRef>string</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tParameters"><itemComponent name="fromAge"><typeRef>number</typeRef></itemComponent><itemComponent name="from"><typeRef>date</typeRef></itemComponent></itemDefinition>`
const INPUTS = {
  age: 'number',
  alive: 'boolean',
  education: 'tEducation',
  scope: 'tScope',
  parameters: 'tParameters',
  anything: 'Any',
}
const GOOD: Record<string, InputJson> = {
  age: 70,
  alive: true,
  education: { level: 'master', graduatedOn: '2026-06-30' },
  scope: [{ kind: 'general' }],
  parameters: { fromAge: 70, from: '2026-01-01' },
  anything: { a: ['2026-01-01', 1.5, null] },
}

async function plan(): Promise<Plan> {
  const decisions = [
    { name: 'old', requires: ['age', 'parameters'], text: 'age >= parameters.fromAge' },
    {
      name: 'table',
      requires: ['age', 'education', 'parameters', 'old'],
      table: {
        inputs: [
          { text: 'age' },
          { text: 'education.graduatedOn' },
          { text: 'education.level' },
          { text: 'old' },
        ],
        outputs: [{ type: 'string', otherwise: '"none"' }],
        rows: [['>= parameters.fromAge', '>= parameters.from', '"master"', 'true', '"all"']],
      },
    },
    { name: 'echo', requires: ['anything', 'scope'], text: '{anything: anything, kinds: scope.kind}' },
  ]
  const compiled = await compileDmn(dmn({ inputs: INPUTS, types: TYPES, decisions }))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.failure))
  return compiled.value
}

test('are well-typed inputs bound without remark, and texts kept as texts where nothing is declared?', async () => {
  const model = loadPlan(await plan())
  const { values, errors, missing } = bindInputs(model, GOOD)
  expect([...errors, ...missing]).toEqual([])
  expect(model.evaluate({ inputs: values }).values).toEqual({
    old: true,
    table: 'all',
    echo: { anything: { a: ['2026-01-01', 1.5, null] }, kinds: ['general'] },
  })
})

test.each<[Record<string, InputJson>, string, string]>([
  [{ age: '70' }, 'age', 'wrongType'],
  [{ age: true }, 'age', 'wrongType'],
  [{ age: Number.NaN }, 'age', 'wrongType'],
  [{ alive: 'true' }, 'alive', 'wrongType'],
  [{ alive: 1 }, 'alive', 'wrongType'],
  [{ education: 'master' }, 'education', 'wrongType'],
  [{ education: { level: 'doctor', graduatedOn: '2026-06-30' } }, 'education.level', 'valueNotAllowed'],
  [{ education: { level: 'master', graduatedOn: '2026-02-30' } }, 'education.graduatedOn', 'wrongType'],
  [
    { education: { level: 'master', graduatedOn: '2026-06-30T00:00:00' } },
    'education.graduatedOn',
    'wrongType',
  ],
  [{ education: { level: 'master', graduatedOn: 20260630 } }, 'education.graduatedOn', 'wrongType'],
  [{ scope: { kind: 'general' } }, 'scope', 'wrongType'],
  [{ scope: [{ kind: 'general' }, { kind: 7 }] }, 'scope[1].kind', 'wrongType'],
])('is %o an error of exactly %s?', async (change, path, code) => {
  const model = loadPlan(await plan())
  const { errors, missing } = bindInputs(model, { ...GOOD, ...change })
  expect(errors).toMatchObject([{ path, code }])
  expect(missing).toEqual([])
})

test('does a wrongly typed input count as unknown, so that it neither approves nor refuses?', async () => {
  const model = loadPlan(await plan())
  const { values } = bindInputs(model, { ...GOOD, age: '70' })
  const answer = model.evaluate({ inputs: values, trace: true })
  expect(answer.values.table).toEqual({ unknown: ['age'] })
  expect(answer.trace[0]?.rows).toEqual([{ rule: 'r1', row: 0, state: 'unknown', paths: ['age'] }])
})

test('is an absent input unknown and named, while null is null?', async () => {
  const model = loadPlan(await plan())
  const { age: _, ...rest } = GOOD
  const absent = bindInputs(model, { ...rest, education: { level: 'master' } })
  expect(absent.missing).toEqual(['age', 'education.graduatedOn'])
  expect(model.evaluate({ inputs: absent.values }).unknownOf('old')).toEqual(['age'])
  const empty = bindInputs(model, { ...GOOD, age: null })
  expect([...empty.errors, ...empty.missing]).toEqual([])
  expect(model.evaluate({ inputs: empty.values }).values.old).toBe(null)
})

test('may an unknown stand for a leaf?', async () => {
  const model = loadPlan(await plan())
  const bound = bindInputs(model, {
    ...GOOD,
    education: { level: unknown('education.level'), graduatedOn: '2026-06-30' },
  })
  expect(model.evaluate({ inputs: bound.values }).unknownOf('table')).toEqual(['education.level'])
})

test('is deep nesting where nothing is declared an error and not a crash?', async () => {
  const model = loadPlan(await plan())
  let deep: InputJson = 1
  for (let level = 0; level < 20_000; level += 1) deep = [deep]
  expect(bindInputs(model, { ...GOOD, anything: deep }).errors).toMatchObject([{ code: 'tooDeep' }])
})

test('are constants checked, embedded, part of the plan, and no longer asked for?', async () => {
  const open = await plan()
  const parameters = { fromAge: 80, from: '2026-01-01' }
  const bound = withConstants(open, { parameters })
  if (!bound.ok) throw new Error('refused')
  expect(canonicalJson(JSON.parse(JSON.stringify(bound.value)))).not.toBe(
    canonicalJson(JSON.parse(JSON.stringify(open))),
  )
  const model = loadPlan(JSON.parse(JSON.stringify(bound.value)))
  const { parameters: _, ...rest } = GOOD
  const { values, missing } = bindInputs(model, rest)
  expect(missing).toEqual([])
  expect(model.evaluate({ inputs: values }).values).toMatchObject({ old: false, table: 'none' })
})

test.each([
  [{ parameters: { fromAge: '80', from: '2026-01-01' } }, 'constantWrong'],
  [{ parameters: { from: '2026-01-01' } }, 'constantWrong'],
  [{ parameters: { fromAge: 80, from: '2026-13-01' } }, 'constantWrong'],
  [{ params: {} }, 'constantUnknown'],
])('are the constants %o refused?', async (constants, code) => {
  expect(withConstants(await plan(), constants)).toMatchObject({ ok: false, failure: [{ code }] })
})

test('can a decision be given instead of evaluated, and its value be checked?', async () => {
  const model = loadPlan(await plan())
  const { values } = bindInputs(model, GOOD)
  const given = model.evaluate({ inputs: values, given: { old: false }, decisions: ['table'] })
  expect(given.values).toEqual({ old: false, table: 'none' })
  const wrong = model.evaluate({ inputs: values, given: { old: 'no' } })
  expect(wrong.errors).toMatchObject([{ decision: 'old', code: 'givenWrongType' }])
  expect(wrong.unknownOf('table')).toEqual(['old'])
})

test('are only the wanted decisions and what they need evaluated?', async () => {
  const model = loadPlan(await plan())
  const { values } = bindInputs(model, GOOD)
  expect(Object.keys(model.evaluate({ inputs: values, decisions: ['table'] }).values)).toEqual([
    'old',
    'table',
  ])
})
