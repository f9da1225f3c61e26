/**
 * The inputs an expression can depend on, and for each the values at which the rules can change their answer: the
 * stuff from which an application is put together that shows a finding.
 */
import { canonicalJson, type Json } from '@tongban/kernel'
import { constantsByPath } from '../page/constants-of.ts'
import type { Node, Plan } from '../plan/plan.ts'
import { bare, elementOf, fieldOf, fieldsOf, type Type } from '../plan/type.ts'
import { partsOf, walkPlan } from '../plan/walk.ts'
import { isRecord } from '../second-approval/fact.ts'
import { addMonths, dateFromText, dateToText } from '../values/civil.ts'
import { durationFromText } from '../values/temporal.ts'
import { MonthsDuration } from '../values/value.ts'
import { OTHER_TEXT } from './axis.ts'

/** 2026-01-01: a day like any other where the rules name none. */
const SOME_DAY = 20_454
const MOST_NUMBERS = 40

/** Paths of the open inputs that expressions speak of, decisions and knowledge models followed. */
export class Dependencies {
  private readonly plan: Plan
  private readonly known = new Map<string, ReadonlySet<string>>()

  constructor(plan: Plan) {
    this.plan = plan
  }

  of(node: Node): ReadonlySet<string> {
    const paths = new Set<string>()
    this.follow(node, paths)
    return paths
  }

  private follow(node: Node, paths: Set<string>): void {
    if (node.k === 'path') {
      const path = this.inputPath(node)
      if (path !== undefined) {
        for (const leaf of this.leaves(path)) paths.add(leaf)
        return
      }
    }
    if (node.k === 'var') for (const path of this.ofName(node.n)) paths.add(path)
    if (node.k === 'bkm') for (const path of this.ofFunction(node.n)) paths.add(path)
    for (const part of partsOf(node)) this.follow(part, paths)
  }

  private ofName(name: string): ReadonlySet<string> {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const paths = new Set<string>()
    // Set before it is filled: a plan has no circles, a name may yet be a local one that hides a decision.
    this.known.set(name, paths)
    const decision = this.plan.decisions.find((one) => one.name === name)
    if (decision !== undefined) this.follow(decision.body, paths)
    else if (this.isOpen(name)) for (const leaf of this.leaves(name)) paths.add(leaf)
    return paths
  }

  private ofFunction(name: string): ReadonlySet<string> {
    const paths = new Set<string>()
    const model = this.plan.functions.find((one) => one.name === name)
    const params = new Set(model?.params.map((param) => param.name))
    if (model === undefined) return paths
    const body = new Set<string>()
    this.follow(model.body, body)
    for (const path of body) if (!params.has(path.split('.', 1)[0] ?? path)) paths.add(path)
    return paths
  }

  private isOpen(name: string): boolean {
    return this.plan.inputs.some((one) => one.name === name) && !Object.hasOwn(this.plan.constants, name)
  }

  private inputPath(node: Node): string | undefined {
    if (node.k === 'var') return this.isOpen(node.n) ? node.n : undefined
    if (node.k !== 'path') return undefined
    const of = this.inputPath(node.of)
    const path = of === undefined ? undefined : `${of}.${node.n}`
    return path !== undefined && typeAt(this.plan, path) !== undefined ? path : undefined
  }

  private leaves(path: string): readonly string[] {
    const type = typeAt(this.plan, path)
    const fields = type === undefined ? undefined : fieldsOf(type)
    return fields === undefined ? [path] : fields.flatMap((field) => this.leaves(`${path}.${field.name}`))
  }
}

/** The type of an input or of a part of it. */
function typeAt(plan: Plan, path: string): Type | undefined {
  const [name = '', ...rest] = path.split('.')
  const input = plan.inputs.find((one) => one.name === name)?.type
  return rest.reduce<Type | undefined>(
    (type, field) => (type === undefined ? undefined : fieldOf(type, field)),
    input,
  )
}

/** Candidate values of input paths, over one plan or over two that are compared. */
export class Candidates {
  private readonly plans: readonly Plan[]
  private readonly nullable: (path: string) => boolean
  private readonly compared: readonly ReadonlyMap<string, readonly Json[]>[]
  private readonly numbers: readonly number[]
  private readonly texts: readonly string[]
  private readonly days: readonly number[]
  private readonly made = new Map<string, readonly Json[]>()

  constructor(plans: readonly Plan[], nullable: (path: string) => boolean) {
    this.plans = plans
    this.nullable = nullable
    this.compared = plans.map(constantsByPath)
    const numbers = new Set<number>()
    const texts = new Set<string>()
    const days = new Set<number>([SOME_DAY])
    const note = (value: Json | undefined): void => {
      if (typeof value === 'number' && Number.isInteger(value)) numbers.add(value)
      if (typeof value === 'string') texts.add(value)
      if (Array.isArray(value)) for (const item of value) note(item)
      if (isRecord(value)) for (const item of Object.values(value)) note(item)
    }
    for (const plan of plans) {
      for (const value of Object.values(plan.constants)) note(value)
      walkPlan(plan, (node) => {
        if (node.k === 'num') note(Number(node.v))
        if (node.k === 'lit') note(node.v)
        if (node.k === 'temporal' && node.type === 'date') days.add(dateFromText(node.v)?.day ?? SOME_DAY)
        const span = node.k === 'temporal' ? durationFromText(node.v) : null
        if (span instanceof MonthsDuration) note(span.months % 12 === 0 ? span.months / 12 : span.months)
      })
    }
    this.numbers = [...numbers].sort((a, b) => a - b).slice(0, MOST_NUMBERS)
    this.texts = [...texts].slice(0, 200)
    this.days = [...days].slice(0, 20)
  }

  /** The first is the plainest. */
  of(path: string): readonly Json[] {
    const known = this.made.get(path)
    if (known !== undefined) return known
    const type = this.plans.map((plan) => typeAt(plan, path)).find((one) => one !== undefined)
    const own = this.compared.flatMap((one) => one.get(path) ?? [])
    const values = distinct([
      ...(type === undefined ? [] : this.ofType(type, own)),
      ...(this.nullable(path) ? [null] : []),
    ])
    this.made.set(path, values)
    return values
  }

  private ofType(type: Type, own: readonly Json[]): readonly Json[] {
    if (typeof type === 'object' && 'allowed' in type && own.length > 0) return own
    const element = elementOf(type)
    if (element !== undefined) {
      const items = own.length > 0 ? own : this.ofType(element, []).slice(0, 4)
      return [[], ...items.map((item) => [item]), [...items]]
    }
    switch (bare(type)) {
      case 'boolean':
        return [false, true]
      case 'number':
        return [
          ...own,
          0,
          1,
          ...[...own, ...this.numbers].flatMap((n) => (typeof n === 'number' ? [n, n - 1, n + 1] : [])),
        ]
      case 'date':
        return this.dates(own)
      case 'string':
        return [OTHER_TEXT, ...own, ...this.texts, `${OTHER_TEXT}2`]
      default:
        return own
    }
  }

  /** The days rules name and those so many years or months away that rules count in. */
  private dates(own: readonly Json[]): readonly Json[] {
    const named = own.flatMap((text) => (typeof text === 'string' ? (dateFromText(text)?.day ?? []) : []))
    const bases = [...new Set([SOME_DAY, ...named, ...this.days])]
    const days = [...bases.flatMap((day) => [day, day - 1, day + 1])]
    const spans = this.numbers.filter((number) => number !== 0 && Math.abs(number) <= 200)
    for (const count of spans) {
      for (const months of [-12 * count, -12 * (count + 1), -count, count]) {
        const day = addMonths(SOME_DAY, months)
        if (day !== null) days.push(day, day - 1, day + 1)
      }
    }
    return days.map(dateToText)
  }
}

function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value] as const)).values()]
}
