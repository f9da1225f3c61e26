/**
 * A short name for what an expression means: two expressions of two plans have the same name only when they are built
 * alike from the same inputs, the same decisions and the same bound values. Texts, ids, labels and notes do not count.
 */
import { canonicalJson, type Json } from '@tongban/kernel'
import type { Node, Plan, Table } from '../plan/plan.ts'
import { isRecord } from '../second-approval/fact.ts'

/** What people read beside the rules. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'id', 'label', 'notes', 'description', 'annotations'])

/** Guarantee: plans, and so all their parts, are plain JSON. */
export const asJson = (part: Node | Table): Json => part as unknown as Json

/** A decision that is a table is compared as a table; those that ask for it know it by its name. */
const isTable = (body: Node): boolean => body.k === 'table' || (body.k === 'conform' && isTable(body.of))

/** Shared by the plans compared, so that equal names mean equal things. */
export class Meanings {
  private readonly numbers = new Map<string, number>()

  /** A number for a text, the same for the same text. */
  intern(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const number = this.numbers.size
    this.numbers.set(text, number)
    return number
  }

  of(plan: Plan): Meaning {
    return new Meaning(plan, this)
  }
}

export class Meaning {
  private readonly plan: Plan
  private readonly meanings: Meanings
  private readonly names = new Map<string, Json>()

  constructor(plan: Plan, meanings: Meanings) {
    this.plan = plan
    this.meanings = meanings
  }

  nameOf(node: Node): number {
    return this.meanings.intern(canonicalJson(this.resolved(asJson(node))))
  }

  private resolved(json: Json): Json {
    if (Array.isArray(json)) return json.map((item: Json) => this.resolved(item))
    if (!isRecord(json)) return json
    if (json.k === 'var' && typeof json.n === 'string') return this.nameMeans(json.n)
    if (json.k === 'path' && isRecord(json.of)) {
      const of = this.resolved(json.of)
      const bound =
        isRecord(of) && isRecord(of.bound) && typeof json.n === 'string' ? of.bound[json.n] : undefined
      return bound === undefined ? { k: 'path', n: json.n ?? null, of } : { bound }
    }
    const made: Record<string, Json> = {}
    const isTable = Array.isArray(json.rows)
    for (const [name, value] of Object.entries(json)) {
      if (value === undefined || TEXTS.has(name) || (isTable && name === 'name')) continue
      made[name] = this.resolved(value)
    }
    if (json.k === 'bkm' && typeof json.n === 'string') made.n = this.functionMeans(json.n)
    return made
  }

  private nameMeans(name: string): Json {
    const bound = this.plan.constants[name]
    if (bound !== undefined) return { bound }
    const known = this.names.get(name)
    if (known !== undefined) return known
    const decision = this.plan.decisions.find((one) => one.name === name)
    const means: Json =
      decision === undefined || isTable(decision.body)
        ? { k: 'var', n: name }
        : { decision: this.nameOf(decision.body) }
    this.names.set(name, means)
    return means
  }

  private functionMeans(name: string): Json {
    const model = this.plan.functions.find((one) => one.name === name)
    if (model === undefined) return name
    return { params: model.params.map((param) => param.name), body: this.nameOf(model.body) }
  }
}
