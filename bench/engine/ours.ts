import type { FortyCase } from '../../packages/decisions/src/forty-rules.fixture.ts'
import { fortyRulesXml } from '../../packages/decisions/src/forty-rules.fixture.ts'
import type { FortyAnswer } from '../../packages/decisions/src/forty-rules-oracle.fixture.ts'
import { bindInputs, compileDmn, loadPlan, type Model } from '../../packages/decisions/src/index.ts'
import type { Contestant } from './contestant.ts'

/**
 * This product's engine, as a region runs it: DMN file compiled at publication, the plan stored as JSON and loaded by
 * the isolate. Four entries tell what each part of a decision costs.
 */
export async function ours(): Promise<readonly Contestant[]> {
  const plan = await compileDmn(fortyRulesXml())
  if (!plan.ok) throw new Error(`the model is refused: ${JSON.stringify(plan.failure)}`)
  const model = loadPlan(JSON.parse(JSON.stringify(plan.value)))
  return [
    {
      name: 'tongban',
      says: 'traced; inputs bound before, as the others have theirs converted before',
      open: (cases) => {
        const bound = cases.map((one) => bindInputs(model, one).values)
        return { answer: () => bound.map((inputs) => read(model.evaluate({ inputs, trace: true }))) }
      },
    },
    {
      name: 'tongban, from JSON',
      says: 'traced; with type-checking and binding of the 15 inputs',
      open: (cases) => ({ answer: () => cases.map((one) => decide(model, one, true)) }),
    },
    {
      name: 'tongban, from JSON to trace objects',
      says: 'the same, and the whole trace read: per row its id and hit, miss with the failing column, or unknown',
      open: (cases) => ({ answer: () => cases.map((one) => decideAndRead(model, one)) }),
    },
    {
      name: 'tongban, from JSON, no trace',
      says: 'inputs bound and decided, rows not noted',
      open: (cases) => ({ answer: () => cases.map((one) => decide(model, one, false)) }),
    },
  ]
}

type Evaluated = ReturnType<Model['evaluate']>

function decide(model: Model, one: FortyCase, trace: boolean): FortyAnswer {
  const { values, errors } = bindInputs(model, one)
  if (errors.length > 0) throw new Error('an input of the model was refused')
  return read(model.evaluate({ inputs: values, trace }))
}

const ROWS = 40

function decideAndRead(model: Model, one: FortyCase): FortyAnswer {
  const { values, errors } = bindInputs(model, one)
  if (errors.length > 0) throw new Error('an input of the model was refused')
  const evaluated = model.evaluate({ inputs: values, trace: true })
  let rows = 0
  for (const table of evaluated.trace) rows += table.rows.length
  if (rows !== ROWS) throw new Error(`the trace has ${rows} rows, not ${ROWS}`)
  return read(evaluated)
}

function read(evaluated: Evaluated): FortyAnswer {
  const points = evaluated.valueOf('points')
  return {
    standing: String(evaluated.valueOf('standing')),
    points: typeof points === 'number' ? points : null,
    outcome: String(evaluated.valueOf('outcome')),
  }
}
