/** Functions on lists and contexts (DMN 1.5 §10.3.4.4, §10.3.4.7). */

import { calculate } from '../values/arithmetic.ts'
import { all, any, equal, order, type Truth, truth } from '../values/compare.ts'
import { compareNumbers, divide, exact, settle } from '../values/number.ts'
import {
  isContext,
  isList,
  isNum,
  type List,
  type Num,
  Unknown,
  unite,
  unknownWithin,
  type Value,
} from '../values/value.ts'
import { type FeelFunction, listOf, type Parameter, spread } from './signature.ts'

const anyList: Parameter = { name: 'list', type: { list: 'Any' } }
const values: Parameter = { name: 'list', type: 'Any' }
const position: Parameter = { name: 'position', type: 'number' }

const areNumbers = (list: List): list is readonly Num[] => list.length > 0 && list.every(isNum)

function sum(...args: readonly Value[]): Value {
  const list = spread(args)
  if (list.length === 0) return null
  return list.slice(1).reduce<Value>((total, item) => calculate('+', total, item), list[0] ?? null)
}
/** `sum` is for numbers and durations only: text is not added up. */
const total = (...args: readonly Value[]) =>
  spread(args).some((item) => typeof item === 'string' || item === null) ? null : sum(...args)

function extreme(sign: 1 | -1) {
  return (...args: readonly Value[]): Value => {
    const list = spread(args)
    let best = list[0] ?? null
    for (const item of list) {
      const rank = order(item, best)
      if (rank === null) return null
      if (rank * sign > 0) best = item
    }
    return best
  }
}

function mean(...args: readonly Value[]): Value {
  const list = spread(args)
  if (!areNumbers(list)) return null
  const whole = total(list)
  return isNum(whole) ? divide(whole, list.length) : null
}

function median(...args: readonly Value[]): Value {
  const list = spread(args)
  if (!areNumbers(list)) return null
  const sorted = [...list].sort(compareNumbers)
  const middle = Math.floor(sorted.length / 2)
  const [low = null, high = null] = [sorted[middle - 1], sorted[middle]]
  if (sorted.length % 2 === 1) return high
  return low !== null && high !== null ? settle(exact(low).add(exact(high)).div(2)) : null
}

/** Index in the list for a FEEL position: from 1 on, or from -1 backwards. */
function indexOf(list: List, at: Value | undefined): number | null {
  if (typeof at !== 'number' || at === 0) return null
  const index = at > 0 ? at - 1 : list.length + at
  return index >= 0 && index < list.length ? index : null
}

const truths = (args: readonly Value[]): readonly Truth[] => spread(args).map(truth)

function listContains(list: Value | undefined, element: Value = null): Value {
  if (list instanceof Unknown) return list
  const items = listOf(list)
  if (items === null) return null
  const found = any(items.map((item) => equal(item, element)))
  return found === null ? false : found
}

function distinct(lists: readonly Value[]): Value {
  const kept: Value[] = []
  for (const list of lists) {
    for (const item of listOf(list) ?? [list]) {
      if (!kept.some((other) => equal(other, item) === true)) kept.push(item)
    }
  }
  return kept
}

function flat(value: Value): readonly Value[] {
  return isList(value) ? value.flatMap(flat) : [value]
}

/** Only an unknown that stands for the list itself hides its size; unknown elements are still elements. */
function count(list: Value | undefined): Value {
  if (list instanceof Unknown) return list
  return listOf(list)?.length ?? null
}

function joinLists(...lists: readonly Value[]): Value {
  let unsure: Unknown | undefined
  for (const list of lists)
    if (list instanceof Unknown) unsure = unsure === undefined ? list : unite(unsure, list)
  return unsure ?? lists.flatMap((list) => listOf(list) ?? [list])
}

export const LIST_FUNCTIONS: readonly FeelFunction[] = [
  {
    name: 'list contains',
    params: [anyList, { name: 'element', type: 'Any' }],
    result: 'boolean',
    lenient: true,
    run: listContains,
  },
  { name: 'count', params: [anyList], result: 'number', lenient: true, run: count },
  { name: 'sum', params: [values], rest: true, result: 'element', run: total },
  { name: 'min', params: [values], rest: true, result: 'element', run: extreme(-1) },
  { name: 'max', params: [values], rest: true, result: 'element', run: extreme(1) },
  { name: 'mean', params: [values], rest: true, result: 'number', run: mean },
  { name: 'median', params: [values], rest: true, result: 'number', run: median },
  {
    name: 'all',
    params: [values],
    rest: true,
    result: 'boolean',
    lenient: true,
    run: (...args) => unknownList(args) ?? all(truths(args)),
  },
  {
    name: 'any',
    params: [values],
    rest: true,
    result: 'boolean',
    lenient: true,
    run: (...args) => unknownList(args) ?? any(truths(args)),
  },
  {
    name: 'append',
    params: [anyList, { name: 'item', type: 'Any' }],
    rest: true,
    result: 'same',
    lenient: true,
    run: (list = null, ...items) => (list instanceof Unknown ? list : [...(listOf(list) ?? []), ...items]),
  },
  { name: 'concatenate', params: [anyList], rest: true, result: 'same', lenient: true, run: joinLists },
  { name: 'union', params: [anyList], rest: true, result: 'same', run: (...lists) => distinct(lists) },
  { name: 'distinct values', params: [anyList], result: 'same', run: (list = null) => distinct([list]) },
  { name: 'flatten', params: [anyList], result: { list: 'Any' }, run: (list = null) => flat(list) },
  {
    name: 'reverse',
    params: [anyList],
    result: 'same',
    run: (list = null) => [...(listOf(list) ?? [])].reverse(),
  },
  {
    name: 'index of',
    params: [anyList, { name: 'match', type: 'Any' }],
    result: { list: 'number' },
    run: (list = null, match = null) =>
      (listOf(list) ?? []).flatMap((item, at) => (equal(item, match) === true ? [at + 1] : [])),
  },
  {
    name: 'sublist',
    params: [
      anyList,
      { name: 'start position', type: 'number' },
      { name: 'length', type: 'number', optional: true },
    ],
    result: 'same',
    run: (list = null, from, length = null) => {
      const items = listOf(list) ?? []
      const at = indexOf(items, from)
      if (at === null || (length !== null && typeof length !== 'number')) return null
      return items.slice(at, length === null ? undefined : at + length)
    },
  },
  {
    name: 'insert before',
    params: [anyList, position, { name: 'newItem', type: 'Any' }],
    result: 'same',
    run: (list = null, at, item = null) => {
      const items = listOf(list) ?? []
      const index = indexOf(items, at)
      return index === null ? null : items.toSpliced(index, 0, item)
    },
  },
  {
    name: 'remove',
    params: [anyList, position],
    result: 'same',
    run: (list = null, at) => {
      const items = listOf(list) ?? []
      const index = indexOf(items, at)
      return index === null ? null : items.toSpliced(index, 1)
    },
  },
  {
    name: 'get value',
    params: [
      { name: 'm', type: 'Any' },
      { name: 'key', type: 'string' },
    ],
    result: 'Any',
    lenient: true,
    run: (context = null, key = null) => {
      if (context instanceof Unknown) return context
      if (key instanceof Unknown) return key
      return isContext(context) && typeof key === 'string' ? (context.get(key) ?? null) : null
    },
  },
]

/** The unknown that stands for the whole list, if any. */
function unknownList(args: readonly Value[]): Unknown | undefined {
  const [only] = args
  return args.length === 1 && only instanceof Unknown ? unknownWithin(only) : undefined
}
