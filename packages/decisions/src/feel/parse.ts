/**
 * FEEL text to syntax tree, by the lezer-feel grammar. Names with spaces need to be known beforehand, so the
 * caller gives the names in scope. Three readings of that grammar are corrected here: `x in a and b` (it reads
 * the conjunction as the thing tested), `not(…)` inside a list of tests (it reads a function call) and
 * `> 3 and < 5` (it reads a test as an operand). Publish time only.
 */

import { fail, type Result } from '@tongban/kernel'
import { parser, trackVariables } from 'lezer-feel'
import type { CompareOp, MathOp } from '../plan/plan.ts'
import { CAPS } from '../publish/caps.ts'
import type { RefusalCode } from '../publish/refusal.ts'
import type { Argument, CellTests, Expr, Interval, Over, Test } from './expr.ts'
import { attempt, type Failure, Stop } from './stop.ts'
import { stringFromLiteral } from './string-literal.ts'

/** Names in scope, nested where a name is a context. */
export type Names = { readonly [name: string]: Names | null }

type Syntax = ReturnType<typeof parser.parse>['topNode']
const MATH = new Set<string>(['+', '-', '*', '/', '**'])
const COMPARE = new Set<string>(['=', '!=', '<', '<=', '>', '>='])
const isMath = (text: string): text is MathOp => MATH.has(text)
const isCompare = (text: string): text is CompareOp => COMPARE.has(text)

function read<T>(text: string, top: string, names: Names, convert: (reader: Reader, node: Syntax) => T) {
  if (text.length > CAPS.expressionLength)
    return fail<Failure>({ code: 'tooDeep', detail: `${text.length} > ${CAPS.expressionLength}` })
  return attempt(() => {
    const tree = parseTree(text, top, names)
    guard(tree, text)
    return convert(new Reader(text), tree.topNode)
  })
}

/** The grammar's name tracker throws on some broken texts; to the author that is a fault of the text. */
function parseTree(text: string, top: string, names: Names) {
  try {
    return parserFor(top, names).parse(text)
  } catch {
    throw new Stop('syntax', text.slice(0, 20))
  }
}

type Parser = typeof parser
const parsers = new WeakMap<Names, Map<string, Parser>>()

/** All cells of a column are read with the same names: the parser for them is made once. */
function parserFor(top: string, names: Names): Parser {
  const held = parsers.get(names) ?? new Map<string, Parser>()
  parsers.set(names, held)
  const made = held.get(top) ?? parser.configure({ top, contextTracker: trackVariables(names) })
  held.set(top, made)
  return made
}

/** Refuses a tree with errors or too many levels, walking without recursion. */
function guard(tree: ReturnType<typeof parser.parse>, text: string) {
  let depth = 0
  let nodes = 0
  tree.iterate({
    enter(node) {
      depth += 1
      nodes += 1
      if (depth > CAPS.expressionDepth) throw new Stop('tooDeep', `> ${CAPS.expressionDepth}`)
      if (nodes > CAPS.expressionNodes) throw new Stop('tooDeep', `> ${CAPS.expressionNodes}`)
      if (node.type.isError) {
        const rest = text.slice(node.from, node.from + 20)
        const place = rest === '' ? `${text.slice(-20)} …` : rest
        throw new Stop(text.trim() === '' ? 'expressionEmpty' : 'syntax', place)
      }
    },
    leave() {
      depth -= 1
    },
  })
}

export function parseExpression(text: string, names: Names): Result<Expr, Failure> {
  return read(text, 'Expression', names, (reader, node) => reader.only(node))
}

export function parseTests(text: string, names: Names): Result<CellTests, Failure> {
  return read(text, 'UnaryTests', names, (reader, node) => reader.cell(node))
}

const tidy = (name: string) => name.replaceAll(/\s+/g, ' ').trim()

class Reader {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  private source(node: Syntax): string {
    return this.text.slice(node.from, node.to)
  }

  private children(node: Syntax): Syntax[] {
    const found: Syntax[] = []
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name !== 'LineComment' && child.name !== 'BlockComment') found.push(child)
    }
    return found
  }

  private named(node: Syntax, name: string): Syntax[] {
    return this.children(node).filter((child) => child.name === name)
  }

  private stop(node: Syntax, code: RefusalCode = 'notSupported'): never {
    throw new Stop(code, this.source(node))
  }

  /** The child at the place, which the grammar promises. */
  private at(node: Syntax, index: number): Syntax {
    return this.children(node).at(index) ?? this.stop(node, 'syntax')
  }

  only(node: Syntax): Expr {
    const [child, extra] = this.children(node)
    return child === undefined || extra !== undefined ? this.stop(node, 'syntax') : this.expr(child)
  }

  cell(node: Syntax): CellTests {
    const [first] = this.children(node)
    if (first === undefined) return this.stop(node, 'expressionEmpty')
    if (first.name === 'Wildcard') return { any: true }
    const list = this.named(node, 'PositiveUnaryTests')[0] ?? this.stop(node, 'syntax')
    return { any: false, not: first.name === 'not', tests: this.tests(list) }
  }

  private tests(list: Syntax): Test[] {
    return this.named(list, 'PositiveUnaryTest').map((test) => this.test(this.at(test, 0)))
  }

  private test(node: Syntax): Test {
    const s = this.source(node)
    if (node.name === 'ParenthesizedExpression' && this.at(node, 1).name === 'SimplePositiveUnaryTest') {
      return this.test(this.at(node, 1))
    }
    if (node.name === 'SimplePositiveUnaryTest') {
      const [first, operand] = this.children(node)
      if (first?.name === 'Interval') return { u: 'range', s, ...this.interval(first) }
      const op = first === undefined ? '' : this.source(first)
      if (operand === undefined || !isCompare(op)) return this.stop(node)
      if (operand.name === 'Conjunction' || operand.name === 'Disjunction') return this.stop(node)
      return { u: 'op', s, op, e: this.expr(operand) }
    }
    if (node.name === 'FunctionInvocation' && this.source(this.at(node, 0)) === 'not')
      return this.stop(node, 'notInList')
    return { u: 'e', s, e: this.expr(node) }
  }

  private interval(node: Syntax): Interval {
    const parts = this.children(node)
    const [open, lo, , hi, close] = parts
    if (open === undefined || lo === undefined || hi === undefined || close === undefined)
      return this.stop(node)
    return { lo: this.expr(lo), hi: this.expr(hi), loIn: open.name === '[', hiIn: close.name === ']' }
  }

  expr(node: Syntax): Expr {
    const s = this.source(node)
    const convert = CONVERT[node.name]
    return convert === undefined ? this.stop(node) : convert(this, node, s)
  }

  /** Operands and connectives of a conjunction or disjunction, left to right, with `in` set right. */
  private flat(node: Syntax): { operands: Expr[]; joints: string[] } {
    if (node.name === 'Conjunction' || node.name === 'Disjunction') {
      const left = this.flat(this.at(node, 0))
      const right = this.flat(this.at(node, 2))
      const joint = node.name === 'Conjunction' ? 'and' : 'or'
      return {
        operands: [...left.operands, ...right.operands],
        joints: [...left.joints, joint, ...right.joints],
      }
    }
    const swallowed = this.swallowed(node)
    if (swallowed === undefined) return { operands: [this.plain(node)], joints: [] }
    const { first, rest, joints } = this.testAndRest(swallowed)
    const v = this.expr(this.at(node, 0))
    const head: Expr = { k: 'in', s: this.text.slice(node.from, node.from + 20), v, tests: [first] }
    return { operands: [head, ...rest], joints }
  }

  /** The conjunction or disjunction that the grammar read as the thing tested by `in`. */
  private swallowed(node: Syntax): Syntax | undefined {
    if (node.name !== 'Comparison') return undefined
    const tested = this.named(node, 'PositiveUnaryTest')[0]
    const inner = tested === undefined ? undefined : this.at(tested, 0)
    return inner !== undefined && (inner.name === 'Conjunction' || inner.name === 'Disjunction')
      ? inner
      : undefined
  }

  private testAndRest(node: Syntax): { first: Test; rest: Expr[]; joints: string[] } {
    if (node.name !== 'Conjunction' && node.name !== 'Disjunction') {
      return { first: this.test(node), rest: [], joints: [] }
    }
    const left = this.testAndRest(this.at(node, 0))
    const right = this.flat(this.at(node, 2))
    const joint = node.name === 'Conjunction' ? 'and' : 'or'
    return {
      first: left.first,
      rest: [...left.rest, ...right.operands],
      joints: [...left.joints, joint, ...right.joints],
    }
  }

  /** `and` binds before `or`. */
  connect(node: Syntax, s: string): Expr {
    const { operands, joints } = this.flat(node)
    const groups: Expr[][] = [[]]
    for (const [index, operand] of operands.entries()) {
      if (index > 0 && joints[index - 1] === 'or') groups.push([])
      groups.at(-1)?.push(operand)
    }
    const parts = groups.map((group): Expr => {
      const [single] = group
      return group.length === 1 && single !== undefined ? single : { k: 'and', s, of: group }
    })
    const [single] = parts
    return parts.length === 1 && single !== undefined ? single : { k: 'or', s, of: parts }
  }

  /** An operand that is not itself a connective. */
  private plain(node: Syntax): Expr {
    return node.name === 'Comparison' ? this.comparison(node, this.source(node)) : this.expr(node)
  }

  comparison(node: Syntax, s: string): Expr {
    if (this.swallowed(node) !== undefined) return this.connect(node, s)
    const parts = this.children(node)
    const [left, op, third, , fifth] = parts
    if (left === undefined || op === undefined || third === undefined) return this.stop(node, 'syntax')
    const l = this.expr(left)
    if (op.name === 'between') {
      if (fifth === undefined) return this.stop(node, 'syntax')
      return { k: 'between', s, v: l, lo: this.expr(third), hi: this.expr(fifth) }
    }
    if (op.name === 'in') {
      const list = this.named(node, 'PositiveUnaryTests')[0]
      if (list !== undefined) return { k: 'in', s, v: l, tests: this.tests(list) }
      const single = this.at(third, 0)
      if (single.name === 'Comparison') return this.stop(node)
      return { k: 'in', s, v: l, tests: [this.test(single)] }
    }
    const text = this.source(op)
    return isCompare(text) ? { k: 'cmp', s, op: text, l, r: this.expr(third) } : this.stop(node)
  }

  arithmetic(node: Syntax, s: string): Expr {
    const [first, second, third] = this.children(node)
    if (first === undefined || second === undefined) return this.stop(node, 'syntax')
    if (third === undefined) return { k: 'neg', s, of: this.expr(second) }
    const op = this.source(second)
    return isMath(op) ? { k: 'math', s, op, l: this.expr(first), r: this.expr(third) } : this.stop(node)
  }

  call(node: Syntax, s: string): Expr {
    const head = this.at(node, 0)
    if (head.name === 'AtLiteral') return { k: 'at', s, v: stringFromLiteral(this.source(this.at(head, 0))) }
    if (head.name === 'PathExpression') return this.stop(node)
    return { k: 'call', s, fn: tidy(this.source(head)), args: this.args(node) }
  }

  private args(node: Syntax): Argument[] {
    const positional = this.named(node, 'PositionalParameters')[0]
    if (positional !== undefined)
      return this.children(positional).map((arg) => ({ name: null, e: this.expr(arg) }))
    const named = this.named(node, 'NamedParameters')[0]
    if (named === undefined) return []
    return this.named(named, 'NamedParameter').map((arg) => ({
      name: tidy(this.source(this.at(arg, 0))),
      e: this.expr(this.at(arg, -1)),
    }))
  }

  over(node: Syntax): Over[] {
    const list = this.named(node, 'InExpressions')[0] ?? this.stop(node, 'syntax')
    return this.named(list, 'InExpression').map((item) => {
      const [of, dots, to] = this.children(this.named(item, 'IterationContext')[0] ?? this.stop(item))
      if (of === undefined) return this.stop(item)
      return {
        n: tidy(this.source(this.at(item, 0))),
        of: this.expr(of),
        to: dots !== undefined && to !== undefined ? this.expr(to) : null,
      }
    })
  }

  loop(node: Syntax, s: string): Expr {
    const word = this.source(this.at(node, 0))
    if (word !== 'for' && word !== 'some' && word !== 'every') return this.stop(node)
    return { k: word, s, over: this.over(node), e: this.expr(this.at(node, -1)) }
  }

  context(node: Syntax, s: string): Expr {
    const of = this.named(node, 'ContextEntry').map((entry) => {
      const key = this.at(entry, 0)
      const inner = this.at(key, 0)
      const n =
        inner.name === 'StringLiteral' ? stringFromLiteral(this.source(inner)) : tidy(this.source(key))
      return { n, e: this.expr(this.at(entry, -1)) }
    })
    return { k: 'ctx', s, of }
  }

  lambda(node: Syntax, s: string): Expr {
    if (this.named(node, 'external').length > 0) return this.stop(node)
    const list = this.named(node, 'FormalParameters')[0]
    const params = list === undefined ? [] : this.named(list, 'FormalParameter')
    const body = this.named(node, 'FunctionBody')[0] ?? this.stop(node)
    return {
      k: 'fn',
      s,
      params: params.map((param) => tidy(this.source(this.at(param, 0)))),
      e: this.only(body),
    }
  }

  instance(node: Syntax, s: string): Expr {
    const type = this.named(node, 'Type')[0] ?? this.stop(node)
    const inner = this.at(type, 0)
    if (inner.name === 'ListType') {
      const element = this.named(inner, 'Type')[0] ?? this.stop(node)
      return { k: 'is', s, of: this.expr(this.at(node, 0)), type: tidy(this.source(element)), list: true }
    }
    if (inner.name !== 'QualifiedName' && inner.name !== 'SpecialType') return this.stop(node)
    return { k: 'is', s, of: this.expr(this.at(node, 0)), type: tidy(this.source(type)), list: false }
  }

  choice(node: Syntax, s: string): Expr {
    const [, c, , a, , b] = this.children(node)
    if (c === undefined || a === undefined || b === undefined) return this.stop(node, 'syntax')
    return { k: 'if', s, c: this.expr(c), a: this.expr(a), b: this.expr(b) }
  }

  number(node: Syntax, s: string): Expr {
    return { k: 'number', s, v: this.source(node).replaceAll(/\s+/g, '') }
  }

  list(node: Syntax, s: string): Expr {
    const items = this.children(node).filter((child) => child.name !== '[' && child.name !== ']')
    return { k: 'list', s, of: items.map((item) => this.expr(item)) }
  }

  /** A test standing where a value is asked for: only an interval has one. */
  simple(node: Syntax, s: string): Expr {
    const first = this.at(node, 0)
    return first.name === 'Interval' ? { k: 'range', s, ...this.interval(first) } : this.stop(node)
  }

  path(node: Syntax, s: string): Expr {
    return { k: 'path', s, of: this.expr(this.at(node, 0)), n: tidy(this.source(this.at(node, -1))) }
  }

  filter(node: Syntax, s: string): Expr {
    return { k: 'filter', s, of: this.expr(this.at(node, 0)), by: this.expr(this.at(node, 2)) }
  }

  inner(node: Syntax): Expr {
    return this.expr(this.at(node, 1))
  }
}

type Convert = (reader: Reader, node: Syntax, s: string) => Expr

/** How each kind of syntax is read; a kind that is not here is refused. */
const CONVERT: Record<string, Convert> = {
  null: (_, __, s) => ({ k: 'literal', s, v: null }),
  BooleanLiteral: (_, __, s) => ({ k: 'literal', s, v: s === 'true' }),
  StringLiteral: (_, __, s) => ({ k: 'literal', s, v: stringFromLiteral(s) }),
  NumericLiteral: (reader, node, s) => reader.number(node, s),
  VariableName: (_, __, s) => ({ k: 'name', s, n: tidy(s) }),
  '?': (_, __, s) => ({ k: 'name', s, n: '?' }),
  ParenthesizedExpression: (reader, node) => reader.inner(node),
  ArithmeticExpression: (reader, node, s) => reader.arithmetic(node, s),
  Comparison: (reader, node, s) => reader.comparison(node, s),
  Conjunction: (reader, node, s) => reader.connect(node, s),
  Disjunction: (reader, node, s) => reader.connect(node, s),
  PathExpression: (reader, node, s) => reader.path(node, s),
  FilterExpression: (reader, node, s) => reader.filter(node, s),
  FunctionInvocation: (reader, node, s) => reader.call(node, s),
  DateTimeLiteral: (reader, node, s) => reader.call(node, s),
  IfExpression: (reader, node, s) => reader.choice(node, s),
  ForExpression: (reader, node, s) => reader.loop(node, s),
  QuantifiedExpression: (reader, node, s) => reader.loop(node, s),
  List: (reader, node, s) => reader.list(node, s),
  Context: (reader, node, s) => reader.context(node, s),
  FunctionDefinition: (reader, node, s) => reader.lambda(node, s),
  InstanceOfExpression: (reader, node, s) => reader.instance(node, s),
  SimplePositiveUnaryTest: (reader, node, s) => reader.simple(node, s),
}
