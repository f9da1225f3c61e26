/**
 * What one test of a cell speaks of: the column's value against known values, its relation to another expression, a
 * member of a list, or a condition of its own that is taken as true, false or null.
 */
import type { CompareOp, Node, Unary } from '../plan/plan.ts'
import { bare, type Type } from '../plan/type.ts'
import { CivilDate, DaysDuration, isList, isNum, MonthsDuration, Range, type Value } from '../values/value.ts'
import type { AxisSketch, ValueTest } from './axis.ts'
import type { Constants } from './constants.ts'

export type Relation = { readonly op: CompareOp; readonly to: Node }
export type Term =
  /** `null` asks whether the value is null. */
  | { readonly kind: 'value'; readonly tests: readonly ValueTest[]; readonly isNull: boolean | null }
  | { readonly kind: 'relation'; readonly of: Relation }
  | { readonly kind: 'member'; readonly member: Value; readonly is: boolean }
  | { readonly kind: 'condition'; readonly test: Unary }
  /** Both ends of a range of which at least one is not known. */
  | { readonly kind: 'both'; readonly of: readonly [Term, Term] }

export type Subject = AxisSketch['type']

const SUBJECTS: Partial<Record<string, Subject>> = {
  boolean: 'boolean',
  string: 'string',
  number: 'number',
  date: 'date',
  'days and time duration': 'days',
  'years and months duration': 'months',
}

/** What can be told apart in a column of a type; of any other type only whether a value is given. */
export function subjectOf(type: Type): Subject {
  const inner = bare(type)
  return (typeof inner === 'string' ? SUBJECTS[inner] : undefined) ?? 'given'
}

const IS: Record<Subject, (value: Value) => boolean> = {
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: isNum,
  date: (value) => value instanceof CivilDate,
  days: (value) => value instanceof DaysDuration,
  months: (value) => value instanceof MonthsDuration,
  given: () => false,
}

export const isOf = (subject: Subject, value: Value): boolean => IS[subject](value)

export function termOf(test: Unary, type: Type, constants: Constants): Term {
  const subject = subjectOf(type)
  const condition: Term = { kind: 'condition', test }
  switch (test.u) {
    case 'op': {
      const value = constants.of(test.e)
      if (value === undefined) return { kind: 'relation', of: { op: test.op, to: test.e } }
      return comparedTo(subject, test.op, value) ?? condition
    }
    case 'range': {
      const lo = constants.of(test.lo)
      const hi = constants.of(test.hi)
      if (lo !== undefined && hi !== undefined) return inRange(subject, { ...test, lo, hi }) ?? condition
      const from = termOf({ u: 'op', op: test.loIn ? '>=' : '>', e: test.lo }, type, constants)
      const to = termOf({ u: 'op', op: test.hiIn ? '<=' : '<', e: test.hi }, type, constants)
      return from.kind === 'condition' || to.kind === 'condition'
        ? condition
        : { kind: 'both', of: [from, to] }
    }
    case 'in':
      return membership(subject, constants.of(test.e)) ?? condition
    case 'true':
      return memberOf(test.e, constants) ?? condition
  }
}

const value = (tests: readonly ValueTest[], isNull: boolean | null = null): Term => ({
  kind: 'value',
  tests,
  isNull,
})

function comparedTo(subject: Subject, op: CompareOp, to: Value): Term | undefined {
  if (to === null) return op === '=' ? value([], true) : op === '!=' ? value([], false) : undefined
  return isOf(subject, to) ? value([{ kind: 'op', op, value: to }]) : undefined
}

type KnownRange = { readonly lo: Value; readonly hi: Value; readonly loIn: boolean; readonly hiIn: boolean }

function inRange(subject: Subject, { lo, hi, loIn, hiIn }: KnownRange): Term | undefined {
  return isOf(subject, lo) && isOf(subject, hi) ? value([{ kind: 'range', lo, hi, loIn, hiIn }]) : undefined
}

function membership(subject: Subject, container: Value | undefined): Term | undefined {
  if (container === undefined || container === null) return undefined
  const items = isList(container) ? container : [container]
  const terms = items.map((item) =>
    item instanceof Range
      ? inRange(subject, item)
      : item === null
        ? undefined
        : comparedTo(subject, '=', item),
  )
  const tests = terms.flatMap((term) => (term?.kind === 'value' ? term.tests : []))
  return tests.length === items.length ? value(tests) : undefined
}

/** `list contains(?, x)` and its opposite. */
function memberOf(node: Node, constants: Constants, is = true): Term | undefined {
  if (node.k !== 'call') return undefined
  const [first, second] = node.args
  if (node.fn === 'not' && first !== undefined) return memberOf(first, constants, !is)
  if (node.fn !== 'list contains' || first?.k !== 'var' || first.n !== '?' || second === undefined)
    return undefined
  const member = constants.of(second)
  return typeof member === 'string' ||
    typeof member === 'boolean' ||
    (member !== undefined && isNum(member ?? null))
    ? { kind: 'member', member: member ?? null, is }
    : undefined
}
