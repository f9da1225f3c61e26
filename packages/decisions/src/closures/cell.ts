/**
 * Cells of a table to functions that answer one small number. The common cells (a number, date, truth or text
 * against constants) get a function of their own that reads its slot and compares; all others, and all unusual
 * values, take the general way.
 */
import { Decimal } from 'decimal.js'
import type { Cell, CompareOp, Node, Unary } from '../plan/plan.ts'
import { any, between, compare, not, type Truth, truth, within } from '../values/compare.ts'
import { exact } from '../values/number.ts'
import { CivilDate, isList, isNum, Unknown, type Value } from '../values/value.ts'
import { type Code, type Env, type Frame, slotCode } from './env.ts'
import { compileNode } from './expression.ts'
import type { Run } from './run.ts'

export const FAILS = 0
export const HOLDS = 1
export const NULL = 2
export const UNKNOWN = 3
type CellCode = typeof FAILS | typeof HOLDS | typeof NULL | typeof UNKNOWN
export type CellTest = (frame: Frame) => CellCode
export type CompiledCell = { readonly test: CellTest; readonly slow: (frame: Frame) => Truth }

const codeOf = (value: Truth): CellCode =>
  value === true ? HOLDS : value === false ? FAILS : value === null ? NULL : UNKNOWN

/** A compiled test as a FEEL value, provenance included. */
export function valueOfCode(cell: CompiledCell, frame: Frame): Value {
  const code = cell.test(frame)
  return code === HOLDS ? true : code === FAILS ? false : cell.slow(frame)
}

/** `slot` holds the value tested, which is also `?` inside the cell. */
export function compileCell(cell: Cell, slot: number, env: Env): CompiledCell {
  const inner = env.with('?', slot)
  const parts = (cell.tests ?? []).map((test) => compileTest(test, slot, inner))
  const one = parts.length === 1 ? parts[0] : undefined
  const tests = parts.map((part) => part.slow)
  const holds = one?.slow ?? ((frame: Frame) => any(tests.map((test) => test(frame))))
  const slow = cell.not === true ? (frame: Frame) => not(holds(frame)) : holds
  const fast = one?.fast ?? membership(parts, slot)
  if (fast === undefined) return { slow, test: (frame) => codeOf(slow(frame)) }
  const general = (frame: Frame) => codeOf(slow(frame))
  if (cell.not !== true) return { slow, test: fast(general) }
  const direct = fast(() => UNKNOWN)
  return {
    slow,
    test: (frame) => {
      const code = direct(frame)
      return code === HOLDS ? FAILS : code === FAILS ? HOLDS : general(frame)
    },
  }
}

/** Given the general way for unusual values, the specialised one. */
type Fast = (general: CellTest) => CellTest
type Part = { readonly slow: (frame: Frame) => Truth; readonly fast?: Fast; readonly equals?: Value }

function compileTest(test: Unary, slot: number, env: Env): Part {
  const value = slotCode(slot)
  if (test.u === 'true') {
    const e = compileNode(test.e, env)
    const slow = (frame: Frame) => truth(e.run(frame))
    const fast = fastContains(test.e, slot, env)
    return fast === undefined ? { slow } : { slow, fast }
  }
  if (test.u === 'in') {
    const e = compileNode(test.e, env)
    return { slow: (frame) => inside(value.run(frame), env.run.spendOn(e.run(frame))) }
  }
  if (test.u === 'range') {
    const lo = compileNode(test.lo, env)
    const hi = compileNode(test.hi, env)
    const { loIn, hiIn } = test
    const slow = (frame: Frame) => between(value.run(frame), lo.run(frame), hi.run(frame), loIn, hiIn)
    const fast = fastRange(slot, lo, hi, loIn, hiIn)
    return fast === undefined ? { slow } : { slow, fast }
  }
  const e = compileNode(test.e, env)
  const { op } = test
  const slow = comparison(op, value, e, env.run)
  const fast = fastComparison(op, slot, e)
  const equals = op === '=' && e.fixed !== undefined ? { equals: e.fixed } : {}
  return fast === undefined ? { slow, ...equals } : { slow, fast, ...equals }
}

function inside(value: Value, container: Value): Truth {
  return value instanceof Unknown ? value : within(value, container)
}

function comparison(op: CompareOp, value: Code, e: Code, run: Run): (frame: Frame) => Truth {
  if (op === '=') return (frame) => run.areEqual(value.run(frame), e.run(frame))
  if (op === '!=') return (frame) => not(run.areEqual(value.run(frame), e.run(frame)))
  return (frame) => compare(op, value.run(frame), e.run(frame))
}

/** The whole numbers for which a comparison holds, as bounds that belong to it; null where it has no such bounds. */
type Bounds = readonly [lo: number, hi: number]
const ALL: Bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
const NONE: Bounds = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

/** `floor` is the constant, or the whole number below it when it is not `whole`. */
const BOUNDS: Record<CompareOp, ((floor: number, whole: boolean) => Bounds) | null> = {
  '=': (floor, whole) => (whole ? [floor, floor] : NONE),
  '!=': null,
  '<': (floor, whole) => [ALL[0], whole ? floor - 1 : floor],
  '<=': (floor) => [ALL[0], floor],
  '>': (floor) => [floor + 1, ALL[1]],
  '>=': (floor, whole) => [whole ? floor : floor + 1, ALL[1]],
}

function boundsOf(op: CompareOp, constant: Value): Bounds | undefined {
  if (typeof constant === 'number') return BOUNDS[op]?.(constant, true)
  if (constant instanceof Decimal) return BOUNDS[op]?.(constant.floor().toNumber(), false)
  return constant instanceof CivilDate ? BOUNDS[op]?.(constant.day, true) : undefined
}

/** One end of what a test allows. */
type End = { readonly op: CompareOp; readonly constant: Value }

const BY_SIGN: Record<CompareOp, (sign: number) => boolean> = {
  '=': (sign) => sign === 0,
  '!=': (sign) => sign !== 0,
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
}

/** Most numbers are whole and are compared with bounds; the others with decimals made beforehand. */
function fastNumbers(slot: number, lo: number, hi: number, ends: readonly End[]): Fast {
  const exactEnds = ends.flatMap(({ op, constant }) =>
    isNum(constant) ? [{ meets: BY_SIGN[op], decimal: exact(constant) }] : [],
  )
  const meetsAll = (value: Decimal) => {
    for (const { meets, decimal } of exactEnds) if (!meets(value.cmp(decimal))) return FAILS
    return HOLDS
  }
  return (general) => (frame) => {
    const v = frame[slot]
    if (typeof v === 'number') return v >= lo && v <= hi ? HOLDS : FAILS
    return v instanceof Decimal ? meetsAll(v) : general(frame)
  }
}

function fastDays(slot: number, lo: number, hi: number): Fast {
  return (general) => (frame) => {
    const v = frame[slot]
    return v instanceof CivilDate ? (v.day >= lo && v.day <= hi ? HOLDS : FAILS) : general(frame)
  }
}

function fastBounds(slot: number, ends: readonly End[]): Fast | undefined {
  let [lo, hi] = ALL
  for (const { op, constant } of ends) {
    const bounds = boundsOf(op, constant)
    if (bounds === undefined) return undefined
    lo = Math.max(lo, bounds[0])
    hi = Math.min(hi, bounds[1])
  }
  if (ends.every(({ constant }) => constant instanceof CivilDate)) return fastDays(slot, lo, hi)
  return ends.every(({ constant }) => isNum(constant)) ? fastNumbers(slot, lo, hi, ends) : undefined
}

function fastText(slot: number, constant: string): Fast {
  return (general) => (frame) => {
    const v = frame[slot]
    return typeof v === 'string' ? (v === constant ? HOLDS : FAILS) : general(frame)
  }
}

function fastTruth(slot: number, constant: boolean): Fast {
  return (general) => (frame) => {
    const v = frame[slot]
    return v === constant ? HOLDS : typeof v === 'boolean' ? FAILS : general(frame)
  }
}

function fastComparison(op: CompareOp, slot: number, e: Code): Fast | undefined {
  const constant = e.fixed
  if (constant === undefined) return undefined
  if (op === '=' && typeof constant === 'string') return fastText(slot, constant)
  if (op === '=' && typeof constant === 'boolean') return fastTruth(slot, constant)
  return fastBounds(slot, [{ op, constant }])
}

function fastRange(slot: number, lo: Code, hi: Code, loIn: boolean, hiIn: boolean): Fast | undefined {
  const from = lo.fixed
  const to = hi.fixed
  if (from === undefined || to === undefined) return undefined
  return fastBounds(slot, [
    { op: loIn ? '>=' : '>', constant: from },
    { op: hiIn ? '<=' : '<', constant: to },
  ])
}

/** `list contains(?, "text")` on a list of texts. */
function fastContains(node: Node, slot: number, env: Env): Fast | undefined {
  if (node.k !== 'call' || node.fn !== 'list contains') return undefined
  const [list, element] = node.args
  const constant = element === undefined ? undefined : compileNode(element, env).fixed
  if (list?.k !== 'var' || list.n !== '?' || typeof constant !== 'string') return undefined
  return (general) => (frame) => {
    const v = frame[slot] ?? null
    if (!isList(v)) return general(frame)
    for (let at = 0; at < v.length; at += 1) {
      const item = v[at]
      if (item === constant) return HOLDS
      if (typeof item !== 'string') return general(frame)
    }
    return FAILS
  }
}

/** A list of constant texts is a set. */
function membership(parts: readonly Part[], slot: number): Fast | undefined {
  const texts = parts.flatMap((part) => (typeof part.equals === 'string' ? [part.equals] : []))
  if (parts.length < 2 || texts.length !== parts.length) return undefined
  const members = new Set(texts)
  return (general) => (frame) => {
    const v = frame[slot]
    return typeof v === 'string' ? (members.has(v) ? HOLDS : FAILS) : general(frame)
  }
}
