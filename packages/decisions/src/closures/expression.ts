/** Nodes of a plan to closures. Everything that can be worked out when the plan is loaded is worked out then. */
import type { Node } from '../plan/plan.ts'
import { calculate, opposite } from '../values/arithmetic.ts'
import { all, any, compare, not, truth } from '../values/compare.ts'
import { numberFromText } from '../values/number.ts'
import { part } from '../values/part.ts'
import { temporalFromText } from '../values/temporal.ts'
import { isContext, Range, Unknown, unite, type Value } from '../values/value.ts'
import { compileCall, compileModelCall } from './call.ts'
import { compileCell, valueOfCode } from './cell.ts'
import { conformer, isOfType } from './conform.ts'
import { type Code, combine, type Env, fixedCode } from './env.ts'
import { compileFilter, compileFor, compileIndex, compileQuantifier, compileSort } from './list.ts'
import type { Run } from './run.ts'
import { compileTable } from './table.ts'

type Of<K extends Node['k']> = Extract<Node, { readonly k: K }>

export function compileNode(node: Node, env: Env): Code {
  switch (node.k) {
    case 'lit':
      return fixedCode(node.v)
    case 'num':
      return fixedCode(numberFromText(node.v))
    case 'temporal':
      return fixedCode(temporalFromText(node.v))
    case 'var':
      return env.find(node.n)
    case 'own':
      return compileOwn(node, env)
    case 'path':
      return compilePath(node, env)
    case 'neg':
      return compileNegation(node, env)
    case 'math':
      return compileMath(node, env)
    case 'cmp':
      return compileComparison(node, env)
    case 'and':
      return compileLogic(node, env, all, false)
    case 'or':
      return compileLogic(node, env, any, true)
    case 'in':
      return compileIn(node, env)
    case 'if':
      return compileIf(node, env)
    case 'list':
      return compileList(node, env)
    case 'ctx':
      return compileContext(node, env)
    case 'range':
      return compileRange(node, env)
    case 'index':
      return compileIndex(node, env)
    case 'filter':
      return compileFilter(node, env)
    case 'for':
      return compileFor(node, env)
    case 'some':
      return compileQuantifier(node, env, any)
    case 'every':
      return compileQuantifier(node, env, all)
    case 'call':
      return compileCall(node, env)
    case 'bkm':
      return compileModelCall(node, env)
    case 'sort':
      return compileSort(node, env)
    case 'is':
      return compileInstance(node, env)
    case 'conform':
      return compileConform(node, env)
    case 'table':
      return compileTable(node.table, env)
  }
}

function compileOwn(node: Of<'own'>, env: Env): Code {
  const item = env.find(node.item)
  const other = node.other === undefined ? fixedCode(null) : compileNode(node.other, env)
  return {
    run: (frame) => {
      const element = item.run(frame)
      if (element instanceof Unknown) return element
      const own = isContext(element) ? element.get(node.n) : undefined
      return own === undefined ? other.run(frame) : own
    },
  }
}

function compilePath(node: Of<'path'>, env: Env): Code {
  const of = compileNode(node.of, env)
  return combine([of], (frame) => part(of.run(frame), node.n))
}

function compileNegation(node: Of<'neg'>, env: Env): Code {
  const of = compileNode(node.of, env)
  return combine([of], (frame) => opposite(of.run(frame)))
}

function compileMath(node: Of<'math'>, env: Env): Code {
  const { op } = node
  const l = compileNode(node.l, env)
  const r = compileNode(node.r, env)
  return combine([l, r], (frame) => calculate(op, l.run(frame), r.run(frame)))
}

function compileComparison(node: Of<'cmp'>, env: Env): Code {
  const { op } = node
  const l = compileNode(node.l, env)
  const r = compileNode(node.r, env)
  const { run } = env
  if (op === '=') return combine([l, r], (frame) => run.areEqual(l.run(frame), r.run(frame)))
  if (op === '!=') return combine([l, r], (frame) => not(run.areEqual(l.run(frame), r.run(frame))))
  return combine([l, r], (frame) => compare(op, l.run(frame), r.run(frame)))
}

/** `decides` is the truth that settles the whole, so that what follows is not looked at. */
function compileLogic(node: Of<'and' | 'or'>, env: Env, join: typeof all, decides: boolean): Code {
  const parts = node.of.map((one) => compileNode(one, env))
  return combine(parts, (frame) => {
    let plain = true
    const truths: ReturnType<typeof truth>[] = []
    for (const one of parts) {
      const value = truth(one.run(frame))
      if (value === decides) return decides
      if (typeof value !== 'boolean') plain = false
      if (!plain) truths.push(value)
    }
    return plain ? !decides : join(truths)
  })
}

function compileIn(node: Of<'in'>, env: Env): Code {
  const v = compileNode(node.v, env)
  const slot = env.layout.next()
  const cell = compileCell({ text: '', tests: node.tests }, slot, env)
  return {
    run: (frame) => {
      frame[slot] = v.run(frame)
      return valueOfCode(cell, frame)
    },
  }
}

function compileIf(node: Of<'if'>, env: Env): Code {
  const c = compileNode(node.c, env)
  const a = compileNode(node.a, env)
  const b = compileNode(node.b, env)
  return combine([c, a, b], (frame) => {
    const condition = c.run(frame)
    if (condition instanceof Unknown) return sameEither(condition, a.run(frame), b.run(frame), env.run)
    return condition === true ? a.run(frame) : b.run(frame)
  })
}

/** What an unknown condition leaves: the result when both branches give the same, else unknown. */
function sameEither(condition: Unknown, a: Value, b: Value, run: Run): Value {
  const same = run.areEqual(a, b)
  if (same === true) return a
  return same instanceof Unknown ? unite(condition, same) : condition
}

function compileList(node: Of<'list'>, env: Env): Code {
  const items = node.of.map((item) => compileNode(item, env))
  return combine(items, (frame) => env.run.spendOn(items.map((item) => item.run(frame))))
}

function compileContext(node: Of<'ctx'>, env: Env): Code {
  let inner = env
  const entries = node.of.map((entry) => {
    const code = compileNode(entry.e, inner)
    const slot = env.layout.next()
    inner = inner.with(entry.v, slot)
    return { name: entry.n, code, slot }
  })
  const result = node.result === undefined ? undefined : compileNode(node.result, inner)
  return {
    run: (frame) => {
      const context = new Map<string, Value>()
      for (const { name, code, slot } of entries) {
        const value = code.run(frame)
        frame[slot] = value
        context.set(name, value)
      }
      return result === undefined ? env.run.spendOn(context) : result.run(frame)
    },
  }
}

function compileRange(node: Of<'range'>, env: Env): Code {
  const lo = compileNode(node.lo, env)
  const hi = compileNode(node.hi, env)
  return combine([lo, hi], (frame) => {
    const from = lo.run(frame)
    const to = hi.run(frame)
    if (from instanceof Unknown) return to instanceof Unknown ? unite(from, to) : from
    if (to instanceof Unknown) return to
    return from === null || to === null ? null : new Range(from, to, node.loIn, node.hiIn)
  })
}

function compileInstance(node: Of<'is'>, env: Env): Code {
  const of = compileNode(node.of, env)
  const test = isOfType(node.type, env)
  return combine([of], (frame) => {
    const value = of.run(frame)
    return value instanceof Unknown ? value : value !== null && test(value, frame)
  })
}

function compileConform(node: Of<'conform'>, env: Env): Code {
  const of = compileNode(node.of, env)
  const conform = conformer(node.type, env)
  return { run: (frame) => conform(env.run.spendOn(of.run(frame)), frame) }
}
