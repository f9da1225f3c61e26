/** Filters, positions, loops, quantifiers and sorting. An unknown list, or an unknown choice, gives an unknown result. */
import type { Iterator, Node } from '../plan/plan.ts'
import { any, type Truth, truth } from '../values/compare.ts'
import { isList, type List, Unknown, unite, type Value } from '../values/value.ts'
import type { Code, Env, Frame } from './env.ts'
import { compileNode } from './expression.ts'
import { MAX_STEPS, type Run } from './run.ts'

type Of<K extends Node['k']> = Extract<Node, { readonly k: K }>
type LoopNode = Extract<Node, { readonly over: unknown }>

/** A list as it is, null as no element, any other value as its only element. */
const elements = (value: Value): List => (value === null ? [] : isList(value) ? value : [value])

export function compileFilter(node: Of<'filter'>, env: Env): Code {
  const of = compileNode(node.of, env)
  const slot = env.layout.next()
  const by = compileNode(node.by, env.with(node.item, slot))
  return {
    run: (frame) => {
      const list = of.run(frame)
      if (list instanceof Unknown) return list
      let unsure: Unknown | undefined
      const all = elements(list)
      env.run.spend(all.length)
      const kept = all.filter((item) => {
        frame[slot] = item
        const keep = by.run(frame)
        if (keep instanceof Unknown) unsure = unsure === undefined ? keep : unite(unsure, keep)
        return keep === true
      })
      return unsure ?? kept
    },
  }
}

export function compileIndex(node: Of<'index'>, env: Env): Code {
  const of = compileNode(node.of, env)
  const slot = env.layout.next()
  const position = compileNode(node.at, env.with(node.item, slot))
  return {
    run: (frame) => {
      const list = of.run(frame)
      if (list instanceof Unknown) return list
      frame[slot] = null
      const at = position.run(frame)
      if (at instanceof Unknown) return at
      if (typeof at !== 'number' || at === 0) return null
      return elements(list).at(at > 0 ? at - 1 : at) ?? null
    },
  }
}

type Loop = { readonly slot: number; readonly of: Code; readonly to: Code | null }

function compileLoops(over: readonly Iterator[], env: Env): { loops: readonly Loop[]; inner: Env } {
  let inner = env
  const loops = over.map((one): Loop => {
    const of = compileNode(one.of, inner)
    const to = one.to === undefined ? null : compileNode(one.to, inner)
    const slot = env.layout.next()
    inner = inner.with(one.n, slot)
    return { slot, of, to }
  })
  return { loops, inner }
}

/** The values one variable takes; `tooMany` when the range is beyond the limit. */
function valuesOf(loop: Loop, frame: Frame): List | Unknown | 'tooMany' | null {
  const from = loop.of.run(frame)
  if (from instanceof Unknown) return from
  if (loop.to === null) return elements(from)
  const to = loop.to.run(frame)
  if (to instanceof Unknown) return to
  if (typeof from !== 'number' || typeof to !== 'number') return null
  const length = Math.abs(to - from) + 1
  if (length > MAX_STEPS) return 'tooMany'
  const step = to >= from ? 1 : -1
  return Array.from({ length }, (_, at) => from + at * step)
}

/** Runs the body for every combination; returns what stands in the way when there is something. */
function walk(loops: readonly Loop[], frame: Frame, run: Run, body: () => void): Unknown | 'tooMany' | null {
  let unsure: Unknown | null = null
  const level = (at: number): 'tooMany' | null => {
    const loop = loops[at]
    if (loop === undefined) {
      run.steps += 1
      if (run.steps > MAX_STEPS) return 'tooMany'
      body()
      return null
    }
    const values = valuesOf(loop, frame)
    if (values === 'tooMany') return values
    if (values instanceof Unknown) {
      unsure = unsure === null ? values : unite(unsure, values)
      return null
    }
    for (const value of values ?? []) {
      frame[loop.slot] = value
      if (level(at + 1) === 'tooMany') return 'tooMany'
    }
    return null
  }
  return level(0) ?? unsure
}

export function compileFor(node: LoopNode, env: Env): Code {
  const { loops, inner } = compileLoops(node.over, env)
  const e = compileNode(node.e, inner)
  return {
    run: (frame) => {
      const results: Value[] = []
      const stopped = walk(loops, frame, env.run, () => {
        results.push(e.run(frame))
      })
      if (stopped === 'tooMany') env.run.error('tooManySteps', null, [])
      return stopped === null ? env.run.spendOn(results) : stopped === 'tooMany' ? null : stopped
    },
  }
}

export function compileQuantifier(node: LoopNode, env: Env, join: (truths: Iterable<Truth>) => Truth): Code {
  const { loops, inner } = compileLoops(node.over, env)
  const e = compileNode(node.e, inner)
  return {
    run: (frame) => {
      const truths: Truth[] = []
      const stopped = walk(loops, frame, env.run, () => {
        truths.push(truth(e.run(frame)))
      })
      if (stopped === 'tooMany') {
        env.run.error('tooManySteps', null, [])
        return null
      }
      // Elements nobody knows may be anything: they leave a decided truth as it is and any other unknown.
      return join(stopped === null ? truths : [...truths, stopped])
    },
  }
}

export function compileSort(node: Of<'sort'>, env: Env): Code {
  const of = compileNode(node.of, env)
  const a = env.layout.next()
  const b = env.layout.next()
  const before = compileNode(node.before, env.with(node.a, a).with(node.b, b))
  return {
    run: (frame) => {
      const list = of.run(frame)
      if (list instanceof Unknown) return list
      const { length } = elements(list)
      env.run.spend(length * Math.ceil(Math.log2(length + 1)))
      const doubts: Truth[] = []
      const precedes = (x: Value, y: Value): boolean => {
        frame[a] = x
        frame[b] = y
        const answer = truth(before.run(frame))
        if (answer instanceof Unknown) doubts.push(answer)
        return answer === true
      }
      const sorted = [...elements(list)].sort((x, y) => (precedes(x, y) ? -1 : precedes(y, x) ? 1 : 0))
      return doubts.length > 0 ? any(doubts) : sorted
    },
  }
}
