import { isOfType } from '../closures/conform.ts'
import type { Node, Plan, Table } from '../plan/plan.ts'
import { elementOf, fieldOf, fits, type Type } from '../plan/type.ts'
import { isNum, type Value } from '../values/value.ts'
import type { Constants } from './constants.ts'
import { constantType, isNarrow, joined, mathType, simple } from './expression-type.ts'
import { given, keyOf, known, type Local, type Scope, TOP } from './not-null.ts'

/** Functions that give a value whenever all their arguments are values of the right types. */
const TOTAL: ReadonlySet<string> = new Set([
  'starts with',
  'ends with',
  'contains',
  'list contains',
  'count',
  'not',
  'string length',
  'upper case',
  'lower case',
  'floor',
  'ceiling',
  'abs',
  'append',
  'concatenate',
  'union',
  'distinct values',
])
const WHOLE_CALLS: ReadonlySet<string> = new Set(['count', 'string length', 'floor', 'ceiling'])
const WHOLE_PARTS: ReadonlySet<string> = new Set([
  'year',
  'month',
  'day',
  'weekday',
  'hour',
  'minute',
  'years',
  'months',
  'days',
  'hours',
  'minutes',
])
const DATE_PARTS: ReadonlySet<string> = new Set(['year', 'month', 'day', 'weekday'])
const SINGLE: ReadonlySet<Table['hit']> = new Set(['U', 'A', 'P', 'F'])

export type Possibilities = {
  readonly nullable: (path: string) => boolean
  readonly whole: (path: string) => boolean
  /** Tables known to give an answer for every combination of values, by name. */
  readonly answered: ReadonlySet<string>
}

export class Possible {
  private readonly plan: Plan
  private readonly constants: Constants
  private readonly told: Possibilities

  constructor(plan: Plan, constants: Constants, told: Possibilities) {
    this.plan = plan
    this.constants = constants
    this.told = told
  }

  mayBeNull(node: Node, scope: Scope = TOP): boolean {
    const constant = this.constants.of(node)
    if (constant !== undefined) return constant === null
    const key = keyOf(node)
    if (key !== null && scope.given.has(key)) return false
    const inner = (one: Node) => this.mayBeNull(one, scope)
    switch (node.k) {
      case 'num':
      case 'temporal':
      case 'list':
      case 'ctx':
      case 'is':
        return false
      case 'var':
        return this.nameMayBeNull(node.n, scope)
      case 'path':
        return this.pathMayBeNull(node, scope)
      case 'neg':
        return inner(node.of)
      case 'math':
        return this.mathMayBeNull(node, scope)
      case 'cmp':
        return this.comparisonMayBeNull(node, scope)
      case 'and':
      case 'or':
        return this.logicMayBeNull(node, scope)
      case 'in':
        return node.tests.some(
          (test) => test.u !== 'op' || test.op !== '=' || this.constants.of(test.e) == null,
        )
      case 'if':
        return (
          this.mayBeNull(node.a, given(scope, known(node.c, true))) ||
          this.mayBeNull(node.b, given(scope, known(node.c, false)))
        )
      case 'some':
      case 'every':
        return this.quantifierMayBeNull(node, scope)
      case 'call':
        return this.callMayBeNull(node, scope)
      case 'bkm':
        return this.modelMayBeNull(node, scope)
      case 'conform':
        return !this.conforms(node.of, node.type, scope) || inner(node.of)
      case 'table':
        return this.tableMayBeNull(node.table)
      default:
        return true
    }
  }

  private nameMayBeNull(name: string, { locals }: Scope): boolean {
    const local = locals.get(name)
    if (local !== undefined) return local.nullable
    const decision = this.plan.decisions.find((one) => one.name === name)
    if (decision !== undefined) return this.mayBeNull(decision.body)
    return !this.plan.inputs.some((one) => one.name === name) || this.told.nullable(name)
  }

  private pathMayBeNull(node: Extract<Node, { k: 'path' }>, scope: Scope): boolean {
    const path = this.inputPath(node)
    if (path !== undefined) return this.told.nullable(path)
    const type = simple(this.typeOf(node.of, scope))
    return type !== 'date' || !DATE_PARTS.has(node.n) || this.mayBeNull(node.of, scope)
  }

  private mathMayBeNull({ op, l, r }: Extract<Node, { k: 'math' }>, scope: Scope): boolean {
    if (this.mayBeNull(l, scope) || this.mayBeNull(r, scope)) return true
    if (this.typeOf({ k: 'math', op, l, r }, scope) === undefined || op === '**') return true
    const divisor = op === '/' ? this.constants.of(r) : 1
    return !(divisor !== undefined && isNum(divisor) && divisor !== 0)
  }

  private comparisonMayBeNull({ op, l, r }: Extract<Node, { k: 'cmp' }>, scope: Scope): boolean {
    const isNull = (node: Node) => this.constants.of(node) === null
    const isEquality = op === '=' || op === '!='
    if (isEquality && (isNull(l) || isNull(r))) return false
    const type = simple(this.typeOf(l, scope))
    const alike = type !== undefined && type !== 'Any' && type === simple(this.typeOf(r, scope))
    if (!alike) return true
    return !isEquality && (this.mayBeNull(l, scope) || this.mayBeNull(r, scope))
  }

  /** A part that asks whether something is given decides the whole where it is not. */
  private logicMayBeNull(node: Extract<Node, { k: 'and' | 'or' }>, scope: Scope): boolean {
    return node.of.some((part) => {
      const others = node.of.filter((other) => other !== part)
      const keys = others.flatMap((other) => [...known(other, node.k === 'and')])
      return this.mayBeNull(part, given(scope, new Set(keys)))
    })
  }

  private quantifierMayBeNull(node: Extract<Node, { k: 'some' | 'every' | 'for' }>, scope: Scope): boolean {
    const locals = new Map(scope.locals)
    for (const { n, of, to } of node.over) {
      if (to !== undefined || this.mayBeNull(of, scope)) return true
      const type = this.typeOf(of, scope)
      const element = type === undefined ? undefined : elementOf(type)
      if (element === undefined) return true
      locals.set(n, { nullable: true, whole: false, type: element })
    }
    return this.mayBeNull(node.e, { ...scope, locals })
  }

  private callMayBeNull({ fn, args }: Extract<Node, { k: 'call' }>, scope: Scope): boolean {
    if (args.some((arg) => this.mayBeNull(arg, scope))) return true
    const name = fn.split('#', 1)[0] ?? fn
    if (name !== 'date') return !TOTAL.has(name)
    const [first, month, day] = args
    if (first !== undefined && args.length === 1) return simple(this.typeOf(first, scope)) !== 'date'
    const onDay = day === undefined ? undefined : this.constants.of(day)
    const isMonth = month?.k === 'path' && month.n === 'month'
    return !(isMonth && typeof onDay === 'number' && onDay >= 1 && onDay <= 28)
  }

  private modelMayBeNull(node: Extract<Node, { k: 'bkm' }>, scope: Scope): boolean {
    const model = this.plan.functions.find((one) => one.name === node.n)
    return model === undefined || this.mayBeNull(model.body, this.called(node, scope))
  }

  private called(node: Extract<Node, { k: 'bkm' }>, scope: Scope): Scope {
    const params = this.plan.functions.find((one) => one.name === node.n)?.params ?? []
    const locals = params.map(({ name, type }, at): [string, Local] => {
      const arg = node.args[at]
      return [
        name,
        {
          nullable: arg === undefined || this.mayBeNull(arg, scope),
          whole: arg !== undefined && this.isWhole(arg, scope),
          type,
        },
      ]
    })
    return { locals: new Map(locals), given: new Set() }
  }

  private tableMayBeNull(table: Table): boolean {
    if (table.hit === 'C' || table.hit === 'R' || table.hit === 'O' || table.hit === 'C#') return false
    const alone = table.outputs.length === 1
    const outputs = table.rows.map((row) => row.outputs[0]?.e)
    const otherwise = table.outputs.some((output) => output.otherwise !== undefined)
    if (otherwise) outputs.push(table.outputs[0]?.otherwise?.e)
    if (!otherwise && !this.told.answered.has(table.name)) return true
    if (SINGLE.has(table.hit)) return alone && outputs.some((e) => e === undefined || this.mayBeNull(e))
    return true
  }

  /** Whether a value is certainly of a type; what is not becomes null. */
  private conforms(node: Node, type: Type, scope: Scope): boolean {
    if (node.k === 'conform') return this.conforms(node.of, type, scope)
    if (node.k === 'table') return this.outputsConform(node.table, type)
    const values = this.valuesOf(node)
    const test = isOfType(type, this.constants.env)
    if (values !== undefined) return values.every((value) => test(value, []))
    const from = this.typeOf(node, scope)
    return from !== undefined && simple(from) !== undefined && !isNarrow(type) && fits(type, from)
  }

  private outputsConform(table: Table, type: Type): boolean {
    const many = table.hit === 'C' || table.hit === 'R' || table.hit === 'O'
    const one = many ? elementOf(type) : type
    if (one === undefined) return false
    return table.outputs.every((output, at) => {
      const wanted = table.outputs.length === 1 ? one : fieldOf(one, output.name)
      if (wanted === undefined) return false
      const test = isOfType(wanted, this.constants.env)
      const cells = table.rows.flatMap((row) => row.outputs[at]?.e ?? [])
      return [...cells, ...(output.otherwise === undefined ? [] : [output.otherwise.e])].every((e) => {
        const value = this.constants.of(e)
        if (value !== undefined) return test(value, [])
        const given = this.typeOf(e, TOP)
        return given !== undefined && !isNarrow(wanted) && simple(given) !== 'Any' && fits(wanted, given)
      })
    })
  }

  isWhole(node: Node, scope: Scope = TOP): boolean {
    const constant = this.constants.of(node)
    if (constant !== undefined) return typeof constant === 'number'
    switch (node.k) {
      case 'var': {
        const local = scope.locals.get(node.n)
        if (local !== undefined) return local.whole
        const decision = this.plan.decisions.find((one) => one.name === node.n)
        return decision === undefined ? this.told.whole(node.n) : this.isWhole(decision.body)
      }
      case 'path': {
        const path = this.inputPath(node)
        if (path !== undefined) return this.told.whole(path)
        return simple(this.typeOf(node.of, scope)) !== undefined && WHOLE_PARTS.has(node.n)
      }
      case 'neg':
      case 'conform':
        return this.isWhole(node.of, scope)
      case 'math':
        return (
          node.op !== '/' && node.op !== '**' && this.isWhole(node.l, scope) && this.isWhole(node.r, scope)
        )
      case 'if':
        return this.isWhole(node.a, scope) && this.isWhole(node.b, scope)
      case 'call':
        return WHOLE_CALLS.has(node.fn.split('#', 1)[0] ?? '') && node.args.length === 1
      case 'bkm': {
        const model = this.plan.functions.find((one) => one.name === node.n)
        return model !== undefined && this.isWhole(model.body, this.called(node, scope))
      }
      case 'table': {
        const { table } = node
        if (table.hit === 'C#') return true
        if (table.outputs.length !== 1 || table.hit === 'C' || table.hit === 'R' || table.hit === 'O')
          return false
        const otherwise = table.outputs[0]?.otherwise?.e
        const cells = table.rows.flatMap((row) => row.outputs)
        return cells.every(({ e }) => this.isWhole(e)) && (otherwise === undefined || this.isWhole(otherwise))
      }
      default:
        return false
    }
  }

  /** All values but null, where they are few and known. */
  valuesOf(node: Node): readonly Value[] | undefined {
    const constant = this.constants.of(node)
    if (constant !== undefined) return constant === null ? [] : [constant]
    switch (node.k) {
      case 'if':
        return joined([this.valuesOf(node.a), this.valuesOf(node.b)])
      case 'conform':
        return this.valuesOf(node.of)
      case 'var': {
        const decision = this.plan.decisions.find((one) => one.name === node.n)
        return decision === undefined ? this.allowedOf(node) : this.valuesOf(decision.body)
      }
      case 'path':
        return this.allowedOf(node)
      case 'table': {
        const { table } = node
        if (!SINGLE.has(table.hit) || table.outputs.length !== 1) return undefined
        const cells = table.rows.flatMap((row) => row.outputs)
        const otherwise = table.outputs[0]?.otherwise
        return joined(
          [...cells, ...(otherwise === undefined ? [] : [otherwise])].map(({ e }) => this.valuesOf(e)),
        )
      }
      default:
        return undefined
    }
  }

  private allowedOf(node: Node): readonly Value[] | undefined {
    const type = this.inputPath(node) === undefined ? undefined : this.typeOf(node, TOP)
    return type === undefined ? undefined : this.allowedValues(type)
  }

  /** The values a type lists, when it lists them. */
  allowedValues(type: Type): readonly Value[] | undefined {
    if (typeof type !== 'object' || !('allowed' in type)) return undefined
    const values = type.allowed.tests.map((test) =>
      test.u === 'op' && test.op === '=' ? this.constants.of(test.e) : undefined,
    )
    return values.includes(undefined)
      ? undefined
      : values.flatMap((value) => (value === undefined || value === null ? [] : [value]))
  }

  /** The dotted path when the node is an open input or a part of one. */
  inputPath(node: Node): string | undefined {
    if (node.k === 'var') {
      const isOpen = this.plan.inputs.some(({ name }) => name === node.n)
      return isOpen && !Object.hasOwn(this.plan.constants, node.n) ? node.n : undefined
    }
    if (node.k !== 'path') return undefined
    const of = this.inputPath(node.of)
    const type = of === undefined ? undefined : this.typeOf(node.of, TOP)
    return type === undefined || fieldOf(type, node.n) === undefined ? undefined : `${of}.${node.n}`
  }

  typeOf(node: Node, scope: Scope = TOP): Type | undefined {
    switch (node.k) {
      case 'lit':
        return node.v === null ? 'null' : typeof node.v === 'boolean' ? 'boolean' : 'string'
      case 'num':
        return 'number'
      case 'temporal':
        return node.type
      case 'var': {
        const local = scope.locals.get(node.n)
        if (local !== undefined) return local.type
        const of = [...this.plan.inputs, ...this.plan.decisions].find((one) => one.name === node.n)
        return of?.type
      }
      case 'path': {
        const of = this.typeOf(node.of, scope)
        if (of === undefined) return undefined
        const isPart = simple(of) !== undefined && simple(of) !== 'Any' && WHOLE_PARTS.has(node.n)
        return isPart ? 'number' : fieldOf(of, node.n)
      }
      case 'neg':
      case 'conform':
        return node.k === 'conform' ? node.type : this.typeOf(node.of, scope)
      case 'math':
        return mathType(simple(this.typeOf(node.l, scope)), node.op, simple(this.typeOf(node.r, scope)))
      case 'if': {
        const a = this.typeOf(node.a, scope)
        const b = this.typeOf(node.b, scope)
        return simple(a) !== undefined && simple(a) === simple(b) ? a : undefined
      }
      case 'call':
        return node.fn.startsWith('date') && !node.fn.startsWith('date and')
          ? 'date'
          : constantType(this.constants.of(node))
      case 'bkm':
        return this.plan.functions.find((one) => one.name === node.n)?.type
      case 'and':
      case 'or':
      case 'cmp':
      case 'in':
      case 'some':
      case 'every':
      case 'is':
        return 'boolean'
      default:
        return undefined
    }
  }
}
