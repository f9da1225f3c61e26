/**
 * A loaded plan: closures over one frame of slots, made once per isolate. Evaluation is synchronous, has no side
 * effect and gives the same answer for the same plan and inputs, always.
 */
import type { Json } from '@tongban/kernel'
import type { Plan, PlanDecision, PlanFunction } from '../plan/plan.ts'
import type { Value } from '../values/value.ts'
import { type Binder, compileBinder, type Findings, type InputError, type InputJson } from './bind.ts'
import { type Callable, type Code, Env, type Fn, type Frame, fixedCode, Layout, slotCode } from './env.ts'
import { Answer, type Evaluation } from './evaluation.ts'
import { compileNode } from './expression.ts'
import { Run } from './run.ts'

/** Inputs bound by `bindInputs` to one model, as a frame yet to be evaluated; of use to that model alone. */
export class Bound {
  readonly model: Model
  readonly slots: readonly Value[]
  constructor(model: Model, slots: readonly Value[]) {
    this.model = model
    this.slots = slots
  }
}

export type EvaluationRequest = {
  readonly inputs: Bound
  /** Results taken as given instead of being evaluated, by decision name. */
  readonly given?: { readonly [decision: string]: InputJson }
  /** The decisions wanted; those they require come with them. All when absent. */
  readonly decisions?: readonly string[]
  readonly trace?: boolean
}

type Decision = { readonly name: string; readonly slot: number; readonly run: Fn; readonly bind: Binder }

const WANTED_LIMIT = 32

export class Model {
  readonly plan: Plan
  private readonly run = new Run()
  /** A frame before anything is bound or evaluated. */
  private readonly blank: Frame
  private readonly binders: readonly { readonly name: string; readonly bind: Binder }[]
  private readonly decisions: readonly Decision[]
  private readonly index: ReadonlyMap<string, number>
  /** What must be evaluated for what is asked; few questions are ever asked of a model. */
  private readonly wanted = new Map<string, ReadonlySet<string>>()

  constructor(plan: Plan) {
    this.plan = plan
    const { run } = this
    const layout = new Layout()
    const open = plan.inputs.filter((input) => !Object.hasOwn(plan.constants, input.name))
    const names = new Map<string, Code>()
    const plain = new Env(new Layout(), run, new Map(), new Map())
    const findings: Findings = { errors: [], missing: [] }
    for (const input of open) names.set(input.name, slotCode(layout.next()))
    for (const input of plan.inputs) {
      const constant = plan.constants[input.name]
      if (constant !== undefined) {
        names.set(input.name, fixedCode(compileBinder(input.type, plain)(constant, input.name, findings)))
      }
    }
    this.binders = open.map((input) => ({ name: input.name, bind: compileBinder(input.type, plain) }))
    const index = new Map<string, number>()
    for (const decision of plan.decisions) {
      const slot = layout.next()
      index.set(decision.name, slot)
      names.set(decision.name, slotCode(slot))
    }
    this.index = index
    const functions = new Map<string, Callable>()
    for (const model of plan.functions) functions.set(model.name, compileModel(model, run, functions))
    const env = new Env(layout, run, functions, names)
    this.decisions = plan.decisions.map((decision) => ({
      name: decision.name,
      slot: index.get(decision.name) ?? 0,
      run: compileNode(decision.body, env).run,
      bind: compileBinder(decision.type, plain),
    }))
    this.blank = new Array<Value>(layout.size).fill(null)
  }

  bind(json: { readonly [input: string]: InputJson | undefined }, findings: Findings): Bound {
    const frame = this.blank.slice()
    for (const [slot, { name, bind }] of this.binders.entries()) {
      frame[slot] = bind(Object.hasOwn(json, name) ? json[name] : undefined, name, findings)
    }
    return new Bound(this, frame)
  }

  evaluate(request: EvaluationRequest): Evaluation {
    const { inputs, given, trace } = request
    if (inputs.model !== this) throw new Error('inputs were bound to another model')
    const { run } = this
    run.errors = null
    run.steps = 0
    run.trace = trace === true ? [] : null
    const frame: Frame = inputs.slots.slice()
    if (given !== undefined) this.mustHave(Object.keys(given))
    const wanted = request.decisions === undefined ? null : this.needed(request.decisions, given)
    for (const decision of this.decisions) {
      run.decision = decision.name
      if (given !== undefined && Object.hasOwn(given, decision.name)) {
        frame[decision.slot] = this.take(decision, given[decision.name] ?? null)
      } else if (wanted === null || wanted.has(decision.name)) {
        frame[decision.slot] = run.spendOn(decision.run(frame))
      }
    }
    return new Answer(frame, this.index, wanted, given, run.errors, run.trace, run.tables)
  }

  /** Naming a decision that is not there is a bug of the caller. */
  private mustHave(names: readonly string[]): void {
    for (const name of names)
      if (!this.index.has(name)) throw new Error(`the model has no decision named ${name}`)
  }

  private take(decision: Decision, json: InputJson): Value {
    const findings: Findings = { errors: [], missing: [] }
    const value = decision.bind(json, decision.name, findings)
    if (findings.errors.length > 0) this.run.error('givenWrongType', null, [])
    return value
  }

  /** The decisions wanted and all they require; what is given needs nothing. */
  private needed(names: readonly string[], given: EvaluationRequest['given']): ReadonlySet<string> {
    const key = `${names.join('|')}|${Object.keys(given ?? {}).join('|')}`
    const made = this.wanted.get(key)
    if (made !== undefined) return made
    const found = new Set<string>()
    const byName = new Map<string, PlanDecision>(this.plan.decisions.map((one) => [one.name, one]))
    const visit = (name: string): void => {
      const decision = byName.get(name)
      if (decision === undefined || found.has(name)) return
      if (given !== undefined && Object.hasOwn(given, name)) return
      found.add(name)
      for (const required of decision.requires) visit(required)
    }
    this.mustHave(names)
    for (const name of names) visit(name)
    if (this.wanted.size < WANTED_LIMIT) this.wanted.set(key, found)
    return found
  }
}

/** A knowledge model has a frame of its own for each call; models cannot call themselves, so calls end. */
function compileModel(model: PlanFunction, run: Run, functions: ReadonlyMap<string, Callable>): Callable {
  const layout = new Layout()
  const names = new Map(model.params.map((param) => [param.name, slotCode(layout.next())]))
  const body = compileNode(model.body, new Env(layout, run, functions, names))
  return (args) => {
    const frame: Frame = new Array<Value>(layout.size).fill(null)
    for (let at = 0; at < args.length; at += 1) frame[at] = args[at] ?? null
    return body.run(frame)
  }
}

export type BoundInputs = {
  readonly values: Bound
  /** Inputs of a wrong type or value; each counts as unknown. */
  readonly errors: readonly InputError[]
  /** Inputs not given at all; each counts as unknown. */
  readonly missing: readonly string[]
}

export const loadPlan = (plan: Plan): Model => new Model(plan)

export function bindInputs(
  model: Model,
  json: { readonly [input: string]: InputJson | Json | undefined },
): BoundInputs {
  const findings: Findings = { errors: [], missing: [] }
  const values = model.bind(json, findings)
  return { values, ...findings }
}
