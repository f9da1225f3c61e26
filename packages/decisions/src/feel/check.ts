/**
 * Resolves names and types of one expression and turns it into the nodes a plan carries. What cannot have a
 * meaning (an unknown name, a number compared with a text, a value outside an enumeration) stops here, at
 * publication, so that it never surprises a case. Publish time only.
 */
import type { Entry, Iterator, Node } from '../plan/plan.ts'
import {
  bare,
  elementOf,
  fits,
  join,
  nameOfType,
  SIMPLE_TYPES,
  type SimpleType,
  type Type,
} from '../plan/type.ts'
import { typeOver } from '../publish/caps.ts'
import { numberFromText } from '../values/number.ts'
import { temporalFromText } from '../values/temporal.ts'
import { checkCall } from './check-call.ts'
import { checkTest } from './check-test.ts'
import type { Expr } from './expr.ts'
import { isOrdered, mathType, partType } from './operators.ts'
import type { Scope, Typed } from './scope.ts'
import { Stop } from './stop.ts'
import { temporalNode } from './temporal-node.ts'

type Of<K extends Expr['k']> = Extract<Expr, { readonly k: K }>

export function check(expr: Expr, scope: Scope): Typed {
  switch (expr.k) {
    case 'literal':
      return { node: { k: 'lit', v: expr.v }, type: literalType(expr.v) }
    case 'number':
      if (numberFromText(expr.v) === null) throw new Stop('typeWrong', expr.s)
      return { node: { k: 'num', v: expr.v }, type: 'number' }
    case 'at':
      return temporalNode(temporalFromText(expr.v), expr.s)
    case 'name':
      return checkName(expr, scope)
    case 'path':
      return checkPath(expr, scope)
    case 'neg':
      return checkNegation(expr, scope)
    case 'math':
      return checkMath(expr, scope)
    case 'cmp':
      return checkComparison(expr, scope)
    case 'and':
    case 'or':
      return {
        node: { k: expr.k, of: expr.of.map((one) => checkAs('boolean', one, scope).node) },
        type: 'boolean',
      }
    case 'between':
      return checkBetween(expr, scope)
    case 'in':
      return checkIn(expr, scope)
    case 'if':
      return checkIf(expr, scope)
    case 'list':
      return checkList(expr, scope)
    case 'ctx':
      return checkContext(expr, scope)
    case 'range':
      return checkRange(expr, scope)
    case 'filter':
      return checkFilter(expr, scope)
    case 'for':
    case 'some':
    case 'every':
      return checkLoop(expr, scope)
    case 'call':
      return checkCall(expr, scope)
    case 'fn':
      throw new Stop('notSupported', expr.s)
    case 'is':
      return checkInstance(expr, scope)
  }
}

/** The expression, which must be of the type or of no known type. */
export function checkAs(type: Type, expr: Expr, scope: Scope): Typed {
  const typed = check(expr, scope)
  if (!fits(type, typed.type)) throw mismatch(expr.s, typed.type, type)
  return typed
}

/** `text` is of one type and should be of another. */
export function mismatch(text: string, is: Type, should: Type): Stop {
  return new Stop('typeWrong', `${text}: ${nameOfType(is)} ≠ ${nameOfType(should)}`)
}

function literalType(value: null | boolean | string): SimpleType {
  if (value === null) return 'null'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

function checkName(expr: Of<'name'>, scope: Scope): Typed {
  const found = scope.find(expr.n)
  if (found === undefined) throw new Stop('nameUnknown', expr.n)
  return found
}

function checkPath(expr: Of<'path'>, scope: Scope): Typed {
  const of = check(expr.of, scope)
  const type = partType(of.type, expr.n)
  if (type === undefined) throw new Stop('fieldUnknown', expr.s)
  return { node: { k: 'path', of: of.node, n: expr.n }, type }
}

function checkNegation(expr: Of<'neg'>, scope: Scope): Typed {
  const of = check(expr.of, scope)
  if (mathType('*', of.type, 'number') === undefined) throw mismatch(expr.s, of.type, 'number')
  return { node: { k: 'neg', of: of.node }, type: of.type }
}

function checkMath(expr: Of<'math'>, scope: Scope): Typed {
  const l = check(expr.l, scope)
  const r = check(expr.r, scope)
  const type = mathType(expr.op, l.type, r.type)
  if (type === undefined) throw mismatch(expr.s, r.type, l.type)
  return { node: { k: 'math', op: expr.op, l: l.node, r: r.node }, type }
}

function checkComparison(expr: Of<'cmp'>, scope: Scope): Typed {
  const l = check(expr.l, scope)
  const r = check(expr.r, scope)
  if (!fits(l.type, r.type) && !fits(r.type, l.type)) throw mismatch(expr.s, r.type, l.type)
  if (expr.op !== '=' && expr.op !== '!=' && !(isOrdered(l.type) && isOrdered(r.type))) {
    throw new Stop('typeWrong', expr.s)
  }
  requireAllowed(l.type, r.node, expr.s)
  requireAllowed(r.type, l.node, expr.s)
  return { node: { k: 'cmp', op: expr.op, l: l.node, r: r.node }, type: 'boolean' }
}

/** A literal text compared with an enumeration must be one of its values: anything else is a slip of the pen. */
export function requireAllowed(type: Type, node: Node, text: string): void {
  if (node.k !== 'lit' || typeof node.v !== 'string' || typeof type !== 'object' || !('allowed' in type))
    return
  const { tests } = type.allowed
  const literals = tests.flatMap((test) =>
    test.u === 'op' && test.op === '=' && test.e.k === 'lit' ? [test.e.v] : [],
  )
  if (literals.length === tests.length && !literals.includes(node.v)) {
    throw new Stop('valueNotAllowed', `${text} (${type.allowed.text})`)
  }
}

function checkBetween(expr: Of<'between'>, scope: Scope): Typed {
  const v = check(expr.v, scope)
  if (!isOrdered(v.type)) throw new Stop('typeWrong', expr.s)
  const lo = checkAs(v.type, expr.lo, scope)
  const hi = checkAs(v.type, expr.hi, scope)
  const test = { u: 'range', lo: lo.node, hi: hi.node, loIn: true, hiIn: true } as const
  return { node: { k: 'in', v: v.node, tests: [test], local: localName(scope) }, type: 'boolean' }
}

const localName = (scope: Scope) => `?#${scope.depth}`

function checkIn(expr: Of<'in'>, scope: Scope): Typed {
  const v = check(expr.v, scope)
  const tests = expr.tests.map((test) => checkTest(test, v.type, scope, scope.find('?') !== undefined))
  return { node: { k: 'in', v: v.node, tests, local: localName(scope) }, type: 'boolean' }
}

function checkIf(expr: Of<'if'>, scope: Scope): Typed {
  const c = checkAs('boolean', expr.c, scope)
  const a = check(expr.a, scope)
  const b = check(expr.b, scope)
  return { node: { k: 'if', c: c.node, a: a.node, b: b.node }, type: join(a.type, b.type) }
}

function checkList(expr: Of<'list'>, scope: Scope): Typed {
  const items = expr.of.map((item) => check(item, scope))
  const [first, ...rest] = items.map((item) => item.type)
  const element = first === undefined ? 'Any' : rest.reduce<Type>(join, first)
  return { node: { k: 'list', of: items.map((item) => item.node) }, type: { list: element } }
}

function checkContext(expr: Of<'ctx'>, scope: Scope): Typed {
  let inner = scope
  const of: Entry[] = []
  const fields: { name: string; type: Type }[] = []
  for (const entry of expr.of) {
    if (fields.some((field) => field.name === entry.n)) throw new Stop('nameTwice', entry.n)
    const { node, type } = check(entry.e, inner)
    of.push({ n: entry.n, v: entry.n, e: node })
    fields.push({ name: entry.n, type })
    // Entries may hold the ones before them twice: told before the next one doubles it again.
    const over = typeOver({ context: [...fields] })
    if (over !== null) throw new Stop('typeTooLarge', over)
    inner = inner.with(entry.n, type)
  }
  return { node: { k: 'ctx', of }, type: { context: fields } }
}

function checkRange(expr: Of<'range'>, scope: Scope): Typed {
  const lo = check(expr.lo, scope)
  const hi = checkAs(lo.type, expr.hi, scope)
  if (!isOrdered(lo.type)) throw new Stop('typeWrong', expr.s)
  const node: Node = { k: 'range', lo: lo.node, hi: hi.node, loIn: expr.loIn, hiIn: expr.hiIn }
  return { node, type: { range: join(lo.type, hi.type) } }
}

function checkFilter(expr: Of<'filter'>, scope: Scope): Typed {
  const of = check(expr.of, scope)
  const element = elementOf(of.type) ?? of.type
  const { scope: inner, item } = scope.within(bare(element) === 'null' ? 'Any' : element)
  const by = check(expr.by, inner)
  const kind = bare(by.type)
  if (kind === 'number') return { node: { k: 'index', of: of.node, at: by.node, item }, type: element }
  if (kind !== 'boolean') throw mismatch(expr.s, by.type, 'boolean')
  return { node: { k: 'filter', of: of.node, item, by: by.node }, type: { list: element } }
}

function checkLoop(expr: Of<'for' | 'some' | 'every'>, scope: Scope): Typed {
  let inner = scope
  const over: Iterator[] = []
  for (const one of expr.over) {
    if (one.to !== null) {
      const of = checkAs('number', one.of, inner)
      over.push({ n: one.n, of: of.node, to: checkAs('number', one.to, inner).node })
      inner = inner.with(one.n, 'number')
      continue
    }
    const of = check(one.of, inner)
    over.push({ n: one.n, of: of.node })
    inner = inner.with(one.n, elementOf(of.type) ?? of.type)
  }
  if (expr.k !== 'for')
    return { node: { k: expr.k, over, e: checkAs('boolean', expr.e, inner).node }, type: 'boolean' }
  const e = check(expr.e, inner)
  return { node: { k: 'for', over, e: e.node }, type: { list: e.type } }
}

function checkInstance(expr: Of<'is'>, scope: Scope): Typed {
  const type = SIMPLE_TYPES.find((simple) => simple === expr.type)
  if (type === undefined) throw new Stop('typeUnknown', expr.type)
  const of = check(expr.of, scope)
  return { node: { k: 'is', of: of.node, type: expr.list ? { list: type } : type }, type: 'boolean' }
}
