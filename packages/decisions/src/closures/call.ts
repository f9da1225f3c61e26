/** Calls of supported functions and of knowledge models. */
import { functionByKey } from '../feel/functions.ts'
import type { FeelFunction } from '../feel/signature.ts'
import type { Node } from '../plan/plan.ts'
import { isList, type Unknown, unite, unknownWithin, type Value } from '../values/value.ts'
import { weightOf } from '../values/weight.ts'
import { type Code, combine, type Env, type Fn } from './env.ts'
import { compileNode } from './expression.ts'
import type { Run } from './run.ts'

type Of<K extends Node['k']> = Extract<Node, { readonly k: K }>

/** Functions that compare every element with every other. */
const COMPARE_ALL: ReadonlySet<string> = new Set(['distinct values', 'union'])

export function compileCall(node: Of<'call'>, env: Env): Code {
  const signature = functionByKey(node.fn)
  if (signature === undefined) throw new Error(`the plan calls a function that is not supported: ${node.fn}`)
  const args = node.args.map((arg) => compileNode(arg, env))
  return combine(args, caller(signature, args, env.run))
}

/** Calls with one and two arguments need no list of arguments. */
function caller(signature: FeelFunction, args: readonly Code[], budget: Run): Fn {
  const run: FeelFunction['run'] = (...values) => budget.spendOn(signature.run(...values))
  const comparesAll = COMPARE_ALL.has(signature.name)
  /** Every function may walk its arguments from end to end. */
  const charged = (value: Value): Value => {
    if (comparesAll && isList(value)) budget.spend(value.length * weightOf(value))
    return budget.spendOn(value)
  }
  const lenient = signature.lenient === true
  const [a, b] = args
  if (args.length === 1 && a !== undefined) {
    return (frame) => {
      const one = charged(a.run(frame))
      return (lenient ? undefined : unknownWithin(one)) ?? run(one)
    }
  }
  if (args.length === 2 && a !== undefined && b !== undefined) {
    return (frame) => {
      const one = charged(a.run(frame))
      const two = charged(b.run(frame))
      return (lenient ? undefined : unknownIn([one, two])) ?? run(one, two)
    }
  }
  return (frame) => {
    const values = args.map((arg) => charged(arg.run(frame)))
    return (lenient ? undefined : unknownIn(values)) ?? run(...values)
  }
}

function unknownIn(values: readonly Value[]): Unknown | undefined {
  let found: Unknown | undefined
  for (const value of values) {
    const one = unknownWithin(value)
    if (one !== undefined) found = found === undefined ? one : unite(found, one)
  }
  return found
}

export function compileModelCall(node: Of<'bkm'>, env: Env): Code {
  const model = env.functions.get(node.n)
  if (model === undefined) throw new Error(`the plan calls a knowledge model it does not hold: ${node.n}`)
  const args = node.args.map((arg) => compileNode(arg, env))
  const { run: budget } = env
  return {
    run: (frame) => {
      budget.spend(1)
      return model(args.map((arg) => arg.run(frame)))
    },
  }
}
