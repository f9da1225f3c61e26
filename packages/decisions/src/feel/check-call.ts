/** Calls: of supported functions by their signatures, of knowledge models by their parameters, and of `sort`. */
import type { Node, PlanFunction } from '../plan/plan.ts'
import { bare, elementOf, fits, type Type } from '../plan/type.ts'
import { CivilDate, DateTime, DaysDuration, MonthsDuration, Time } from '../values/value.ts'
import { check, checkAs, mismatch } from './check.ts'
import type { Argument, Expr } from './expr.ts'
import { FUNCTIONS, resultType, SORT } from './functions.ts'
import type { Scope, Typed } from './scope.ts'
import type { FeelFunction, Parameter } from './signature.ts'
import { Stop } from './stop.ts'
import { temporalNode } from './temporal-node.ts'

type Call = Extract<Expr, { readonly k: 'call' }>
const FOLDED: ReadonlySet<string> = new Set(['date', 'time', 'date and time', 'duration'])

export function checkCall(expr: Call, scope: Scope): Typed {
  const model = scope.functions.get(expr.fn)
  if (model !== undefined) return checkModelCall(expr, model, scope)
  if (expr.fn === SORT) return checkSort(expr, scope)
  const signatures = FUNCTIONS.get(expr.fn)
  if (signatures === undefined) throw new Stop('functionUnknown', expr.fn)
  const types = expr.args.map((arg) => arg.e)
  const at = signatures.findIndex((one) => arrange(one, expr.args) !== undefined)
  const signature = signatures[at]
  if (signature === undefined)
    throw new Stop('argumentsWrong', `${expr.s} → ${signatures.map(written).join(' / ')}`)
  const ordered = arrange(signature, expr.args) ?? types
  const args = ordered.map((arg, place) => {
    if (arg === null) return { node: NULL, type: 'null' } satisfies Typed
    return argument(signature, place, arg, scope)
  })
  const nodes = args.map((arg) => arg.node)
  const folded = fold(expr, nodes)
  if (folded !== undefined) return folded
  const key = at === 0 ? expr.fn : `${expr.fn}#${at}`
  return {
    node: { k: 'call', fn: key, args: nodes },
    type: resultType(
      signature,
      args.map((arg) => arg.type),
    ),
  }
}

const NULL: Node = { k: 'lit', v: null }

const written = (signature: FeelFunction) =>
  `${signature.name}(${signature.params.map((param) => param.name + (param.optional ? '?' : '')).join(', ')}${signature.rest ? ', …' : ''})`

/** The parameter at a place; the last one repeats when the function takes any number. */
function parameter(signature: FeelFunction, place: number): Parameter | undefined {
  return signature.params[place] ?? (signature.rest ? signature.params.at(-1) : undefined)
}

/** Arguments in the order of the parameters; undefined when they do not suit. */
function arrange(signature: FeelFunction, args: readonly Argument[]): (Expr | null)[] | undefined {
  const needed = signature.params.filter((param) => param.optional === undefined).length
  if (args.every((arg) => arg.name === null)) {
    const enough =
      args.length >= needed && args.every((_, place) => parameter(signature, place) !== undefined)
    return enough ? args.map((arg) => arg.e) : undefined
  }
  if (args.some((arg) => !signature.params.some((param) => param.name === arg.name))) return undefined
  if (new Set(args.map((arg) => arg.name)).size !== args.length) return undefined
  const found = signature.params.map((param) => args.find((arg) => arg.name === param.name)?.e ?? null)
  return found.every((arg, place) => arg !== null || signature.params[place]?.optional) ? found : undefined
}

/** One value may stand where a list is asked for: it is then a list of itself. */
function argument(signature: FeelFunction, place: number, arg: Expr, scope: Scope): Typed {
  const typed = check(arg, scope)
  const wanted: Type = parameter(signature, place)?.type ?? 'Any'
  const element = elementOf(wanted)
  if (fits(wanted, typed.type) || (element !== undefined && fits(element, typed.type))) return typed
  throw mismatch(arg.s, typed.type, wanted)
}

/** `date("2026-11-23")` and its like are constants; a text that is no date is found now, not in a case. */
function fold(expr: Call, nodes: readonly Node[]): Typed | undefined {
  const [only] = nodes
  if (!FOLDED.has(expr.fn) || nodes.length !== 1 || only?.k !== 'lit' || typeof only.v !== 'string')
    return undefined
  const value = FUNCTIONS.get(expr.fn)?.[0]?.run(only.v) ?? null
  const isTemporal =
    value instanceof CivilDate ||
    value instanceof DateTime ||
    value instanceof Time ||
    value instanceof DaysDuration ||
    value instanceof MonthsDuration
  return temporalNode(isTemporal ? value : null, expr.s)
}

export function checkModelCall(expr: Call, model: PlanFunction, scope: Scope): Typed {
  const signature: FeelFunction = { name: model.name, params: model.params, result: 'Any', run: () => null }
  const ordered = arrange(signature, expr.args)
  if (ordered === undefined) throw new Stop('argumentsWrong', `${expr.s} → ${written(signature)}`)
  const args = ordered.map((arg, place): Node => {
    if (arg === null) return NULL
    const wanted: Type = model.params[place]?.type ?? 'Any'
    const typed = checkAs(wanted, arg, scope)
    return conforming(typed, wanted)
  })
  return { node: { k: 'bkm', n: model.name, args }, type: model.type }
}

/** A node whose value is certain to be of the type, or null. */
export function conforming(typed: Typed, wanted: Type): Node {
  const to = bare(wanted)
  if (to === 'Any' || typed.node.k === 'lit' || typed.node.k === 'num') return typed.node
  if (typeof to === 'string' && bare(typed.type) === to && wanted === to) return typed.node
  return { k: 'conform', of: typed.node, type: wanted }
}

function checkSort(expr: Call, scope: Scope): Typed {
  const [first, second] = expr.args
  const list = expr.args.find((arg) => arg.name === 'list') ?? first
  const precedes = expr.args.find((arg) => arg.name === 'precedes') ?? second
  if (list === undefined || precedes?.e.k !== 'fn' || expr.args.length !== 2) {
    throw new Stop('argumentsWrong', `${expr.s} → sort(list, function(a, b) …)`)
  }
  const [a, b] = precedes.e.params
  if (a === undefined || b === undefined || precedes.e.params.length !== 2)
    throw new Stop('argumentsWrong', expr.s)
  const of = check(list.e, scope)
  const element = elementOf(of.type) ?? of.type
  const before = checkAs('boolean', precedes.e.e, scope.with(a, element).with(b, element))
  return { node: { k: 'sort', of: of.node, a, b, before: before.node }, type: of.type }
}
