/** Tests of a cell, or of `in`: what each compares, and whether that suits the type of the value tested. */
import type { Unary } from '../plan/plan.ts'
import { bare, elementOf, fits, type Type } from '../plan/type.ts'
import { check, checkAs, mismatch, requireAllowed } from './check.ts'
import type { Expr, Test } from './expr.ts'
import { isOrdered } from './operators.ts'
import type { Scope } from './scope.ts'
import { Stop } from './stop.ts'

/** `outer` is whether `?` already means something else outside, so that a test must not speak of it. */
export function checkTest(test: Test, type: Type, scope: Scope, outer = false): Unary {
  if (test.u === 'range') {
    const lo = checkAs(type, test.lo, scope)
    const hi = checkAs(type, test.hi, scope)
    if (!isOrdered(type) || !isOrdered(lo.type) || !isOrdered(hi.type)) throw new Stop('typeWrong', test.s)
    return { u: 'range', lo: lo.node, hi: hi.node, loIn: test.loIn, hiIn: test.hiIn }
  }
  if (test.u === 'op') {
    const e = checkAs(type, test.e, scope)
    if (test.op !== '=' && test.op !== '!=' && !(isOrdered(type) && isOrdered(e.type))) {
      throw new Stop('typeWrong', test.s)
    }
    requireAllowed(type, e.node, test.s)
    return { u: 'op', op: test.op, e: e.node }
  }
  return checkValue(test.e, type, scope, outer)
}

/** An expression as a test: a condition on `?`, a value to equal, or a list or range to be in. */
function checkValue(expr: Expr, type: Type, scope: Scope, outer: boolean): Unary {
  if (!outer && scope.find('?') !== undefined && mentions(expr)) {
    return { u: 'true', e: checkAs('boolean', expr, scope).node }
  }
  const e = check(expr, scope)
  const kind = bare(e.type)
  const element = elementOf(kind)
  const isList = elementOf(type) !== undefined
  if (element !== undefined && !isList && fits(type, element)) return { u: 'in', e: e.node }
  if (typeof kind === 'object' && 'range' in kind && fits(type, kind.range)) return { u: 'in', e: e.node }
  if (kind === 'Any' && !isList) return { u: 'in', e: e.node }
  if (fits(type, e.type)) {
    requireAllowed(type, e.node, expr.s)
    return { u: 'op', op: '=', e: e.node }
  }
  if (kind === 'boolean' && expr.k !== 'literal') return { u: 'true', e: e.node }
  throw mismatch(expr.s, e.type, type)
}

/** Whether the expression speaks of the tested value `?`. */
function mentions(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  if ('k' in part && part.k === 'name' && 'n' in part && part.n === '?') return true
  return Object.values(part).some(mentions)
}
