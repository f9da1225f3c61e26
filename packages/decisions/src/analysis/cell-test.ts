/** A cell of a table by itself: the engine’s own answer for a value, and the words in which it is written. */
import { canonicalJson } from '@tongban/kernel'
import { compileCell, FAILS, HOLDS } from '../closures/cell.ts'
import { Env } from '../closures/env.ts'
import type { Cell, Node, Table, Unary } from '../plan/plan.ts'
import type { Value } from '../values/value.ts'
import { asJson } from './meaning.ts'

/** The engine's own answer of a cell for one value. */
export function tester(cell: Cell, outer: Env): (value: Value) => boolean | null {
  const env = new Env(outer.layout, outer.run, outer.functions, new Map(), outer)
  const slot = env.layout.next()
  const compiled = compileCell(cell, slot, env)
  const frame: Value[] = []
  return (value) => {
    frame[slot] = value
    const code = compiled.test(frame)
    return code === HOLDS ? true : code === FAILS ? false : null
  }
}

/** An expression in few words: a name or a path as it is written, anything else in the words of its plan. */
export function nameOf(node: Node): string {
  if (node.k === 'var') return node.n
  if (node.k === 'path') return `${nameOf(node.of)}.${node.n}`
  if (node.k === 'num') return node.v
  if (node.k === 'temporal') return node.v
  if (node.k === 'math') return `${nameOf(node.l)} ${node.op} ${nameOf(node.r)}`
  if (node.k === 'call' || node.k === 'bkm')
    return `${node.k === 'call' ? node.fn : node.n}(${node.args.map(nameOf).join(', ')})`
  return node.k === 'lit' ? JSON.stringify(node.v) : canonicalJson(asJson(node))
}

/** The text of the cell a test was written in. */
export function textOf(test: Unary, added: readonly { readonly table: Table }[]): string {
  for (const { table } of added)
    for (const row of table.rows)
      for (const cell of row.cells) if (cell.tests?.includes(test) === true) return cell.text
  return ''
}
