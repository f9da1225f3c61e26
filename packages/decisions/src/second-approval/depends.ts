/** Which inputs a row of a table can depend on: followed from its cells through the decisions they speak of. */
import type { Node, Plan } from '../plan/plan.ts'
import { fieldsOf } from '../plan/type.ts'
import { partsOf } from '../plan/walk.ts'
import { HINDRANCES, ruleBookOf } from './rule-book.ts'

type Dependencies = readonly ReadonlySet<string>[]

const known = new WeakMap<Plan, Dependencies>()

/** For each row of `hindrances` the paths of the inputs it can depend on. */
export function dependenciesOf(plan: Plan): Dependencies {
  const made = known.get(plan)
  if (made !== undefined) return made
  const table = ruleBookOf(plan).get(HINDRANCES)?.table
  const found = (table?.rows ?? []).map((row) => {
    const paths = new Set<string>()
    for (const [at, cell] of row.cells.entries()) {
      const column = table?.inputs[at]
      if (cell.tests === undefined || column === undefined) continue
      follow(plan, column.e, paths)
      for (const test of cell.tests) for (const node of partsOfTest(test)) follow(plan, node, paths)
    }
    return paths
  })
  known.set(plan, found)
  return found
}

const partsOfTest = (test: {
  readonly u: string
  readonly e?: Node
  readonly lo?: Node
  readonly hi?: Node
}) => [test.e, test.lo, test.hi].filter((node) => node !== undefined)

function follow(plan: Plan, node: Node, paths: Set<string>): void {
  if (node.k === 'path' && node.of.k === 'var' && isInput(plan, node.of.n)) {
    paths.add(`${node.of.n}.${node.n}`)
    return
  }
  if (node.k === 'var') {
    const input = plan.inputs.find(({ name }) => name === node.n)
    const decision = plan.decisions.find(({ name }) => name === node.n)
    if (input !== undefined) for (const path of wholeOf(input)) paths.add(path)
    else if (decision !== undefined) follow(plan, decision.body, paths)
    return
  }
  for (const part of partsOf(node)) follow(plan, part, paths)
}

const isInput = (plan: Plan, name: string) => plan.inputs.some((input) => input.name === name)

/** A context used as a whole depends on each of its parts. */
const wholeOf = ({ name, type }: Plan['inputs'][number]): readonly string[] =>
  fieldsOf(type)?.map((field) => `${name}.${field.name}`) ?? [name]
