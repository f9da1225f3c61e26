/** Goes over every node of a plan once, tables and tests included. */
import type { Cell, Node, Plan, Table, Unary } from './plan.ts'

export type Visit = (node: Node) => void

export function walkPlan(plan: Plan, visit: Visit): void {
  for (const { body } of [...plan.functions, ...plan.decisions]) walkNode(body, visit)
}

export function walkNode(node: Node, visit: Visit): void {
  visit(node)
  for (const part of partsOf(node)) walkNode(part, visit)
}

/** The nodes directly within a node. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.k) {
    case 'lit':
    case 'num':
    case 'temporal':
    case 'var':
      return []
    case 'own':
      return node.other === undefined ? [] : [node.other]
    case 'path':
    case 'neg':
    case 'is':
    case 'conform':
      return [node.of]
    case 'math':
    case 'cmp':
      return [node.l, node.r]
    case 'and':
    case 'or':
    case 'list':
      return node.of
    case 'in':
      return [node.v, ...node.tests.flatMap(partsOfTest)]
    case 'if':
      return [node.c, node.a, node.b]
    case 'ctx':
      return [...node.of.map((entry) => entry.e), ...(node.result === undefined ? [] : [node.result])]
    case 'range':
      return [node.lo, node.hi]
    case 'index':
      return [node.of, node.at]
    case 'filter':
      return [node.of, node.by]
    case 'for':
    case 'some':
    case 'every':
      return [...node.over.flatMap((one) => (one.to === undefined ? [one.of] : [one.of, one.to])), node.e]
    case 'call':
    case 'bkm':
      return node.args
    case 'sort':
      return [node.of, node.before]
    case 'table':
      return partsOfTable(node.table)
  }
}

function partsOfTest(test: Unary): readonly Node[] {
  return test.u === 'range' ? [test.lo, test.hi] : [test.e]
}

const partsOfCell = (cell: Cell) => (cell.tests ?? []).flatMap(partsOfTest)

function partsOfTable(table: Table): readonly Node[] {
  return [
    ...table.inputs.map((input) => input.e),
    ...table.outputs.flatMap((output) => (output.otherwise === undefined ? [] : [output.otherwise.e])),
    ...table.rows.flatMap((row) => [
      ...row.cells.flatMap(partsOfCell),
      ...row.outputs.map((output) => output.e),
    ]),
  ]
}

export function tablesOf(plan: Plan): readonly Table[] {
  const tables: Table[] = []
  walkPlan(plan, (node) => {
    if (node.k === 'table') tables.push(node.table)
  })
  return tables
}
