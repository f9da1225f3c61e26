/**
 * The values an input is compared with anywhere in a plan: the only places where the answer can change, and so all
 * that a search for "what would have changed the outcome" has to try. Parameters bound to the plan count with
 * their values.
 */
import { canonicalJson, type Json } from '@tongban/kernel'
import { compileBinder } from '../closures/bind.ts'
import { type Code, Env, fixedCode, Layout } from '../closures/env.ts'
import { compileNode } from '../closures/expression.ts'
import { Run } from '../closures/run.ts'
import type { Node, Plan, Unary } from '../plan/plan.ts'
import { fieldOf, type Type } from '../plan/type.ts'
import { walkNode, walkPlan } from '../plan/walk.ts'
import { toJson } from '../values/to-json.ts'
import { isList, Range, type Value } from '../values/value.ts'

export type Constants = ReadonlyMap<string, readonly Json[]>

/** Dotted input paths with the values they are compared with, in order of first appearance. */
export function constantsByPath(plan: Plan): Constants {
  const collector = new Collector(plan)
  walkPlan(plan, (node) => collector.visit(node))
  return collector.found()
}

/** The values one input path is compared with, those of its type included (true and false, enumerations). */
export const constantsOf = (plan: Plan, path: string): readonly Json[] =>
  constantsByPath(plan).get(path) ?? []

class Collector {
  private readonly values = new Map<string, Map<string, Json>>()
  private readonly types: ReadonlyMap<string, Type>
  private readonly env: Env
  /** What `?` stands for in the cell being looked at. */
  private subject: Node | undefined

  constructor(plan: Plan) {
    const names = new Map<string, Code>()
    const plain = new Env(new Layout(), new Run(), new Map(), names)
    for (const input of plan.inputs) {
      const constant = plan.constants[input.name]
      if (constant === undefined) continue
      const value = compileBinder(input.type, plain)(constant, input.name, { errors: [], missing: [] })
      names.set(input.name, fixedCode(value))
    }
    this.types = new Map(
      plan.inputs.filter(({ name }) => !names.has(name)).map(({ name, type }) => [name, type]),
    )
    this.env = plain
  }

  found(): Constants {
    return new Map([...this.values].map(([path, values]) => [path, [...values.values()]]))
  }

  visit(node: Node): void {
    if (node.k === 'var' || node.k === 'path') this.typical(node)
    if (node.k === 'cmp') {
      this.compare(node.l, node.r)
      this.compare(node.r, node.l)
    }
    if (node.k === 'in') this.tests(node.v, node.tests)
    if (node.k === 'call' && node.fn === 'list contains') {
      const [list, element] = node.args
      if (list !== undefined && element !== undefined) {
        this.compare(list, element)
        this.compare(element, list)
      }
    }
    if (node.k === 'table') {
      for (const [at, input] of node.table.inputs.entries()) {
        for (const row of node.table.rows) this.tests(input.e, row.cells[at]?.tests ?? [])
      }
    }
  }

  private tests(tested: Node, tests: readonly Unary[]): void {
    for (const test of tests) {
      if (test.u === 'range') {
        this.compare(tested, test.lo)
        this.compare(tested, test.hi)
      } else if (test.u === 'true') {
        const outer = this.subject
        this.subject = tested
        walkNode(test.e, (node) => this.visit(node))
        this.subject = outer
      } else this.compare(tested, test.e)
    }
  }

  private compare(tested: Node, other: Node): void {
    const path = this.pathOf(tested)
    const value = path === undefined ? undefined : this.fixed(other)
    if (path !== undefined && value !== undefined) this.add(path, value)
  }

  /** Truths have two values; an enumeration has its own. */
  private typical(node: Node): void {
    const path = this.pathOf(node)
    const type = path === undefined ? undefined : this.typeAt(path)
    if (path === undefined || type === undefined) return
    if (type === 'boolean') for (const value of [true, false]) this.add(path, value)
    if (typeof type === 'object' && 'allowed' in type) {
      for (const test of type.allowed.tests) if (test.u === 'op') this.addFixed(path, test.e)
    }
  }

  private addFixed(path: string, node: Node): void {
    const value = this.fixed(node)
    if (value !== undefined) this.add(path, value)
  }

  private add(path: string, value: Value): void {
    if (isList(value)) {
      for (const item of value) this.add(path, item)
      return
    }
    if (value instanceof Range) {
      this.add(path, value.lo)
      this.add(path, value.hi)
      return
    }
    const json = toJson(value)
    const values = this.values.get(path) ?? new Map<string, Json>()
    values.set(canonicalJson(json), json)
    this.values.set(path, values)
  }

  /** The dotted path when the node is an input or a part of one. */
  private pathOf(node: Node): string | undefined {
    if (node.k === 'var' && node.n === '?')
      return this.subject === undefined ? undefined : this.pathOf(this.subject)
    if (node.k === 'var') return this.types.has(node.n) ? node.n : undefined
    if (node.k !== 'path') return undefined
    const of = this.pathOf(node.of)
    const path = of === undefined ? undefined : `${of}.${node.n}`
    return path !== undefined && this.typeAt(path) !== undefined ? path : undefined
  }

  private typeAt(path: string): Type | undefined {
    const [name = '', ...rest] = path.split('.')
    return rest.reduce<Type | undefined>(
      (type, field) => (type === undefined ? undefined : fieldOf(type, field)),
      this.types.get(name),
    )
  }

  /** The value of a node that depends on no input. */
  private fixed(node: Node): Value | undefined {
    return this.isConstant(node) ? compileNode(node, this.env).fixed : undefined
  }

  private isConstant(node: Node): boolean {
    switch (node.k) {
      case 'lit':
      case 'num':
      case 'temporal':
        return true
      case 'var':
        return this.env.has(node.n)
      case 'path':
      case 'neg':
        return this.isConstant(node.of)
      case 'math':
        return this.isConstant(node.l) && this.isConstant(node.r)
      case 'list':
        return node.of.every((item) => this.isConstant(item))
      case 'range':
        return this.isConstant(node.lo) && this.isConstant(node.hi)
      default:
        return false
    }
  }
}
