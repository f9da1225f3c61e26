/** Values of expressions that depend on no open input: literals, parameters bound at publication, and sums of them. */
import { compileBinder } from '../closures/bind.ts'
import { type Code, Env, fixedCode, Layout } from '../closures/env.ts'
import { compileNode } from '../closures/expression.ts'
import { Run } from '../closures/run.ts'
import type { Node, Plan } from '../plan/plan.ts'
import { partsOf } from '../plan/walk.ts'
import type { Value } from '../values/value.ts'

const SIMPLE: ReadonlySet<Node['k']> = new Set([
  'lit',
  'num',
  'temporal',
  'var',
  'path',
  'neg',
  'math',
  'cmp',
  'and',
  'or',
  'if',
  'list',
  'range',
  'call',
  'conform',
])

export class Constants {
  readonly plan: Plan
  readonly env: Env
  private readonly names: Map<string, Code>
  private readonly known = new Map<Node, Value | undefined>()

  constructor(plan: Plan) {
    this.plan = plan
    this.names = new Map()
    this.env = new Env(new Layout(), new Run(), new Map(), this.names)
    for (const { name, type } of plan.inputs) {
      const json = plan.constants[name]
      if (json === undefined) continue
      const value = compileBinder(type, this.env)(json, name, { errors: [], missing: [] })
      this.names.set(name, fixedCode(value))
    }
    // Decisions come after those they require, so one pass finds all that are constant.
    for (const { name, body } of plan.decisions) {
      const value = this.of(body)
      if (value !== undefined) this.names.set(name, fixedCode(value))
    }
  }

  /** The value, or undefined when it depends on something. */
  of(node: Node): Value | undefined {
    if (node.k === 'lit') return node.v
    if (this.known.has(node)) return this.known.get(node)
    const value = this.isConstant(node) ? compileNode(node, this.env).fixed : undefined
    this.known.set(node, value)
    return value
  }

  private isConstant(node: Node): boolean {
    if (!SIMPLE.has(node.k)) return false
    if (node.k === 'var') return this.names.has(node.n)
    return partsOf(node).every((part) => this.isConstant(part))
  }
}
