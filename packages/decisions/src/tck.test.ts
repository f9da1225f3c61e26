import { expect, test } from 'vitest'
import { bindInputs, compileDmn, loadPlan } from './index.ts'
import { readTck, sameAs } from './tck.fixture.ts'

const models = readTck()

test('are all 28 models and 116 cases of the kit there?', () => {
  expect(models).toHaveLength(28)
  expect(models.flatMap((model) => model.cases)).toHaveLength(116)
})

test.each(models)('does $name of the DMN TCK give what the kit expects?', async ({ xml, cases }) => {
  const plan = await compileDmn(xml)
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  const model = loadPlan(JSON.parse(JSON.stringify(plan.value)))
  const nulls = Object.fromEntries(plan.value.inputs.map((input) => [input.name, null]))
  for (const { id, inputs, expected } of cases) {
    const bound = bindInputs(model, { ...nulls, ...inputs })
    const answer = model.evaluate({ inputs: bound.values })
    const traced = model.evaluate({ inputs: bound.values, trace: true })
    for (const { decision, value } of expected) {
      const given = answer.values[decision]
      expect({ id, decision, given, right: sameAs(value, given) }).toEqual({
        id,
        decision,
        given,
        right: true,
      })
      expect(traced.values[decision]).toEqual(given)
    }
  }
})
