/**
 * Decides an application by a published plan. Pure and deterministic: the same plan, facts and day give the same
 * decision, bit for bit. It approves only when no row holds, nothing a row needs is unknown, and the result is known.
 * 个人信息保护法 24; 行政许可法 32(4): all that is missing is told at once.
 */
import type { Json } from '@tongban/kernel'
import type { InputJson } from '../closures/bind.ts'
import type { Evaluation } from '../closures/evaluation.ts'
import { type Bound, bindInputs, type Model } from '../closures/model.ts'
import { HIT, UNSURE } from '../closures/run.ts'
import type { Plan } from '../plan/plan.ts'
import { elementOf, fieldsOf } from '../plan/type.ts'
import { toJson } from '../values/to-json.ts'
import { unknown } from '../values/value.ts'
import type { Decision, Hindrance, Outcome, RowTrace } from './decision.ts'
import { isRecord, type SettledFact } from './fact.ts'
import {
  boundValues,
  COMPETENCE,
  fill,
  HINDRANCES,
  isResult,
  OUTCOME,
  ruleBookOf,
  takes,
} from './rule-book.ts'
import { hindrancesOfUnknown } from './unknown-facts.ts'

export type DecideInput = {
  readonly model: Model
  readonly facts: readonly SettledFact[]
  /** Civil day of receipt; it binds, also when a person decides later. */
  readonly receivedOn: string
  /** Reasons outside the table: stop switch, no consent to an automatic decision, … */
  readonly extra?: readonly Hindrance[]
}

export function decide({ model, facts: settled, receivedOn, extra = [] }: DecideInput): Decision {
  const used = settled.filter((fact) => takes(model.plan, fact.name))
  const { values: inputs, errors } = bindInputs(model, inputsOf(used, receivedOn))
  const facts =
    errors.length === 0
      ? settled
      : settled.map((fact) => (isBlamed(fact, errors) ? { ...fact, status: 'wrongType' as const } : fact))
  // Decided anew with the whole fact unknown, so that the facts of the answer give the same answer again.
  if (facts.some((fact, at) => fact !== settled[at])) return decide({ model, facts, receivedOn, extra })
  const looked = look(model, inputs)
  const base = { facts, trace: looked.trace }
  if (looked.here === false)
    return {
      ...base,
      outcome: 'elsewhere',
      competent: { here: false, rule: looked.competenceRule },
      hindrances: [],
      result: null,
      unknownFacts: [],
    }
  const needed = new Set([...looked.unknownPaths, ...contradictory(facts, model.plan)])
  const unsure = factsBehind(needed, facts)
  // What was withheld is not held against anybody while the lack of authority itself stands in the way.
  const isHindered = looked.rows.length + extra.length > 0
  const told = isHindered ? unsure.filter(({ status }) => status !== 'withheld') : unsure
  const rows = [...looked.rows, ...hindrancesOfUnknown(told)]
  const stuck = looked.here === null && unsure.length === 0 ? [NO_ANSWER] : []
  const concluded = conclude(model, inputs, [...rows, ...stuck, ...extra], facts)
  return {
    ...base,
    outcome: concluded.outcome,
    competent: { here: looked.here, rule: looked.competenceRule },
    hindrances: concluded.hindrances,
    result: concluded.result,
    trace: [...looked.trace, ...concluded.trace],
    unknownFacts: [...unsure, ...concluded.unsure].map(({ name }) => name),
  }
}

/** A rule set that gives no answer where it must is no ground to approve. */
const NO_ANSWER: Hindrance = {
  rule: 'U.rules',
  route: 'refer',
  code: 'noAnswer',
  zh: '公布的规则没有得出结果，转由工作人员决定。',
  en: 'The published rules give no answer here; a person decides.',
  basis: '本地配置',
  cure: null,
  dates: {},
}

function inputsOf(
  facts: readonly SettledFact[],
  receivedOn: string,
): { readonly [input: string]: InputJson } {
  const inputs: Record<string, InputJson> = { receivedOn }
  const groups = new Map<string, Record<string, InputJson>>()
  for (const { name, status, value } of facts) {
    const leaf: InputJson = status === 'known' ? asInput(value) : unknown(name)
    const place = placeOf(name)
    if (place === null) {
      inputs[name] = leaf
      continue
    }
    let group = groups.get(place.group)
    if (group === undefined) {
      group = {}
      groups.set(place.group, group)
    }
    group[place.leaf] = leaf
  }
  for (const [name, group] of groups) inputs[name] = group
  return inputs
}

type Place = { readonly group: string; readonly leaf: string }
/** Facts are named by the items' definitions and by inputs of plans: a few hundred names, each taken apart once. */
const places = new Map<string, Place | null>()
const PLACES_KEPT = 2000

/** Where a fact goes that is a leaf of a context; null for one that is an input itself. */
function placeOf(name: string): Place | null {
  const known = places.get(name)
  if (known !== undefined) return known
  const dot = name.indexOf('.')
  const place = dot < 0 ? null : { group: name.slice(0, dot), leaf: name.slice(dot + 1) }
  if (places.size < PLACES_KEPT) places.set(name, place)
  return place
}

/** What the model's decisions say of these facts, by name, as far as it is known; for explanations. */
export function knownValues({
  model,
  facts,
  receivedOn,
}: Pick<DecideInput, 'model' | 'facts' | 'receivedOn'>): ReadonlyMap<string, Json> {
  const used = facts.filter(({ name }) => takes(model.plan, name))
  const evaluation = model.evaluate({ inputs: bindInputs(model, inputsOf(used, receivedOn)).values })
  return new Map(
    model.plan.decisions
      .filter(({ name }) => evaluation.unknownOf(name).length === 0)
      .map(({ name }) => [name, jsonOf(evaluation, name)]),
  )
}

/** Guarantee: JSON is input JSON without unknown parts; the two types differ only in that `Unknown` may occur. */
const asInput = (value: Json): InputJson => value as InputJson

/** Whether a path is the fact's, lies within it, or is the whole group the fact belongs to. */
const isAt = (path: string, name: string) =>
  path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`) || name.startsWith(`${path}.`)
const isBlamed = (fact: SettledFact, errors: readonly { readonly path: string }[]) =>
  fact.status === 'known' && errors.some(({ path }) => isAt(path, fact.name))

function contradictory(facts: readonly SettledFact[], plan: Plan): readonly string[] {
  return facts
    .filter(({ name, status }) => status === 'contradictory' && takes(plan, name))
    .map(({ name }) => name)
}

function factsBehind(paths: ReadonlySet<string>, facts: readonly SettledFact[]): readonly SettledFact[] {
  if (paths.size === 0) return []
  const found = facts.filter(({ name }) => [...paths].some((path) => isAt(path, name)))
  const named = new Set(found.map(({ name }) => name))
  const other = [...paths].filter((path) => ![...named].some((name) => isAt(path, name)))
  return [...found, ...other.map(neverSettled)]
}

/** An input the item defines no fact for: the plan and the item do not fit, which a person has to see. */
const neverSettled = (name: string): SettledFact => ({
  name,
  status: 'missing',
  value: null,
  source: 'none',
  sourceAt: null,
  fetchedAt: 0,
  zh: name,
  en: name,
})

type Looked = {
  readonly here: boolean | null
  readonly competenceRule: string | null
  readonly rows: readonly Hindrance[]
  readonly unknownPaths: readonly string[]
  readonly trace: readonly RowTrace[]
}

/** First pass: competence and the rows that hold, with the inputs that keep others from being said. */
function look(model: Model, inputs: Bound): Looked {
  const { plan } = model
  const hasCompetence = plan.decisions.some(({ name }) => name === COMPETENCE)
  const decisions = hasCompetence ? [COMPETENCE, HINDRANCES] : [HINDRANCES]
  const evaluation = model.evaluate({ inputs, decisions, trace: true })
  const competence = hasCompetence ? jsonOf(evaluation, COMPETENCE) : null
  const known = isRecord(competence) && typeof competence.here === 'boolean' ? competence.here : null
  const trace = rowsOf(plan, evaluation)
  return {
    here: hasCompetence ? known : true,
    competenceRule: isRecord(competence) && typeof competence.rule === 'string' ? competence.rule : null,
    rows: [...held(plan, evaluation, trace), ...(evaluation.errors.length > 0 ? [NO_ANSWER] : [])],
    unknownPaths: [
      ...(hasCompetence ? evaluation.unknownOf(COMPETENCE) : []),
      ...trace.flatMap((row) => (row.table === HINDRANCES && row.state === 'unknown' ? row.inputs : [])),
    ],
    trace,
  }
}

function rowsOf(plan: Plan, evaluation: Evaluation): readonly RowTrace[] {
  const plain = plainRowsOf(plan)
  const rows: RowTrace[] = []
  evaluation.eachRow((table, row, state, paths) => {
    if (state !== UNSURE) rows.push(plain(table, row, state))
    else rows.push({ ...plain(table, row, HIT), state: 'unknown', inputs: paths(row) })
  })
  return rows
}

type PlainRow = Exclude<RowTrace, { readonly state: 'unknown' }>
type PlainRows = (table: string, row: number, state: number) => PlainRow
const plainRows = new WeakMap<Plan, PlainRows>()

/** What is said of a row that held or failed is the same every time: made once for each row and column of a plan. */
function plainRowsOf(plan: Plan): PlainRows {
  const found = plainRows.get(plan)
  if (found !== undefined) return found
  const book = ruleBookOf(plan)
  const tables = new Map<string, Map<number, PlainRow>>()
  const rowOf: PlainRows = (table, row, state) => {
    const rows = tables.get(table) ?? new Map<number, PlainRow>()
    if (rows.size === 0) tables.set(table, rows)
    const key = row * STATES + (state - HIT)
    const made = rows.get(key)
    if (made !== undefined) return made
    const at = { table, row, rule: book.get(table)?.rows[row]?.rule ?? null }
    const said: PlainRow = state === HIT ? { ...at, state: 'hit' } : { ...at, state: 'miss', column: state }
    rows.set(key, said)
    return said
  }
  plainRows.set(plan, rowOf)
  return rowOf
}

/** More than a table has columns; states count from `HIT`, which is below zero. */
const STATES = 1024

/** The rows that hold, with their texts; their dates come from the row's outputs. */
function held(plan: Plan, evaluation: Evaluation, trace: readonly RowTrace[]): readonly Hindrance[] {
  const book = ruleBookOf(plan).get(HINDRANCES)
  const values = jsonOf(evaluation, HINDRANCES)
  const hits = trace.filter((row) => row.table === HINDRANCES && row.state === 'hit')
  if (book === undefined || !Array.isArray(values) || values.length !== hits.length)
    throw new Error('the plan has no COLLECT table of hindrances')
  if (hits.length === 0) return []
  const bound = boundValues(plan)
  return hits.map(({ row }, at): Hindrance => {
    const value: Json = values[at] ?? null
    const noted = book.rows[row]
    if (!isRecord(value) || noted === undefined || typeof value.rule !== 'string')
      throw new Error('a row of hindrances names no rule')
    const dates = datesOf(value)
    const words = { ...bound, ...dates }
    return {
      rule: value.rule,
      route: value.route === 'supplement' ? 'supplement' : 'refer',
      code: typeof value.code === 'string' ? value.code : null,
      zh: fill(noted.text.zh, words),
      en: fill(noted.text.en, words),
      basis: noted.basis,
      cure: noted.cure,
      dates,
    }
  })
}

function datesOf(value: { readonly [key: string]: Json | undefined }): Readonly<Record<string, string>> {
  const dates: Record<string, string> = {}
  for (const [name, entry] of Object.entries(value))
    if (name.endsWith('On') && typeof entry === 'string') dates[name] = entry
  return dates
}

type Concluded = Pick<Decision, 'outcome' | 'hindrances' | 'result' | 'trace'> & {
  readonly unsure: readonly SettledFact[]
}

/** Second pass: the model's own outcome over all hindrances, and the result if that is to approve. */
function conclude(
  model: Model,
  inputs: Bound,
  hindrances: readonly Hindrance[],
  facts: readonly SettledFact[],
): Concluded {
  const { plan } = model
  const results = resultsOf(plan)
  const given = { [HINDRANCES]: hindrances.map((hindrance) => asRow(plan, hindrance)) }
  const decisions = hindrances.length > 0 ? [OUTCOME] : [OUTCOME, ...results]
  const evaluation = model.evaluate({ inputs, given, decisions, trace: true })
  const outcome = outcomeOf(jsonOf(evaluation, OUTCOME), hindrances)
  const base = { outcome, hindrances, result: null, trace: rowsOf(plan, evaluation), unsure: [] }
  if (hindrances.length > 0) return base
  const unsure = factsBehind(new Set(results.flatMap((name) => evaluation.unknownOf(name))), facts)
  const values = results.map((name) => [name, jsonOf(evaluation, name)] as const)
  const answered = outcome === 'approve' && values.every(([, value]) => value !== null)
  if (answered && unsure.length === 0 && evaluation.errors.length === 0)
    return { ...base, result: Object.fromEntries(values) }
  const added = unsure.length > 0 ? hindrancesOfUnknown(unsure) : [NO_ANSWER]
  return { ...conclude(model, inputs, added, facts), unsure }
}

/** One decision's value as JSON; the others are left as they are. */
const jsonOf = (evaluation: Evaluation, name: string): Json => toJson(evaluation.valueOf(name))

const resultNames = new WeakMap<Plan, readonly string[]>()

function resultsOf(plan: Plan): readonly string[] {
  const names = resultNames.get(plan) ?? plan.decisions.map(({ name }) => name).filter(isResult)
  resultNames.set(plan, names)
  return names
}

/** The model decides; but whatever it says, nothing that stands against approval may be passed over. */
function outcomeOf(value: Json, hindrances: readonly Hindrance[]): Outcome {
  const refers = hindrances.some(({ route }) => route === 'refer')
  if (value === 'supplement' && !refers && hindrances.length > 0) return 'supplement'
  if (value === 'approve' && hindrances.length === 0) return 'approve'
  return 'refer'
}

/** A hindrance in the shape of the table's own rows. */
function asRow(plan: Plan, { rule, route, code }: Hindrance): InputJson {
  const decision = plan.decisions.find(({ name }) => name === HINDRANCES)
  const element = decision === undefined ? undefined : elementOf(decision.type)
  const row: Record<string, InputJson> = {}
  for (const { name } of (element && fieldsOf(element)) ?? []) row[name] = null
  return { ...row, rule, route, code }
}
