/** The result types of FEEL's operators and parts; undefined where the pair has no meaning. */
import type { MathOp } from '../plan/plan.ts'
import { bare, elementOf, fieldOf, fieldsOf, type SimpleType, type Type } from '../plan/type.ts'
import { PARTS } from '../values/part.ts'

const DAYS = 'days and time duration'
const MONTHS = 'years and months duration'
type Rule = readonly [left: SimpleType, op: string, right: SimpleType, result: SimpleType]

/** DMN 1.5 tables 50 to 56; `op` lists the operators the line is about. */
const RULES: readonly Rule[] = [
  ['number', '+ - * / **', 'number', 'number'],
  ['string', '+', 'string', 'string'],
  ...(['date', 'date and time'] as const).flatMap((moment): Rule[] => [
    [moment, '+ -', MONTHS, moment],
    [moment, '+ -', DAYS, moment],
    [MONTHS, '+', moment, moment],
    [DAYS, '+', moment, moment],
    [moment, '-', 'date', DAYS],
    [moment, '-', 'date and time', DAYS],
  ]),
  ['time', '+ -', DAYS, 'time'],
  [DAYS, '+', 'time', 'time'],
  ['time', '-', 'time', DAYS],
  ...([DAYS, MONTHS] as const).flatMap((length): Rule[] => [
    [length, '+ -', length, length],
    [length, '/', length, 'number'],
    [length, '* /', 'number', length],
    ['number', '*', length, length],
  ]),
]

const RESULTS = new Map(
  RULES.flatMap(([left, ops, right, result]) =>
    ops.split(' ').map((op) => [`${left}|${op}|${right}`, result] as const),
  ),
)

export function mathType(op: MathOp, left: Type, right: Type): Type | undefined {
  const l = bare(left)
  const r = bare(right)
  if (l === 'Any' || r === 'Any') return 'Any'
  if (l === 'null') return r
  if (r === 'null') return l
  return typeof l === 'string' && typeof r === 'string' ? RESULTS.get(`${l}|${op}|${r}`) : undefined
}

const UNORDERED: ReadonlySet<Type> = new Set<Type>(['boolean'])

/** Whether values of this type have an order. */
export function isOrdered(type: Type): boolean {
  const inner = bare(type)
  return typeof inner === 'string' && !UNORDERED.has(inner)
}

/** The type of `value.name`; undefined when there is no such part. */
export function partType(type: Type, name: string): Type | undefined {
  const inner = bare(type)
  if (inner === 'Any' || inner === 'null') return 'Any'
  const element = elementOf(inner)
  if (element !== undefined) {
    const part = partType(element, name)
    return part === undefined ? undefined : { list: part }
  }
  if (fieldsOf(inner) !== undefined) return fieldOf(inner, name)
  if (typeof inner === 'object') {
    if (!('range' in inner) || !PARTS.range.includes(name)) return undefined
    return name.endsWith('included') ? 'boolean' : inner.range
  }
  const parts: readonly string[] = Object.hasOwn(PARTS, inner) ? PARTS[partKey(inner)] : []
  if (!parts.includes(name)) return undefined
  return name === 'time offset' ? DAYS : 'number'
}

/** Guarantee: called only with a key that `PARTS` has. */
const partKey = (name: string) => name as keyof typeof PARTS
