/**
 * What would have had to differ: the smallest change of the applicant's own facts, or waiting until a day, that the
 * published rules would have approved. Every answer is proved by deciding again; where none is found that is said,
 * with the conditions that are not the applicant's to change. (个人信息保护法 24: explanation of automated decisions.)
 */
import type { Json } from '@tongban/kernel'
import type { Model } from '../closures/model.ts'
import { candidatesFor } from './candidates.ts'
import { type Change, sentenceOf } from './change-words.ts'
import { decide } from './decide.ts'
import type { Decision, Hindrance } from './decision.ts'
import { dependenciesOf } from './depends.ts'
import { type FactDefinition, groupOf, type SettledFact } from './fact.ts'
import { HINDRANCES } from './rule-book.ts'

export type Counterfactual =
  | { readonly kind: 'notNeeded' }
  | {
      readonly kind: 'found'
      readonly changes: readonly Change[]
      readonly zh: string
      readonly en: string
    }
  | {
      readonly kind: 'none'
      /** Whether every possibility up to three changes was tried. */
      readonly complete: boolean
      /** Rules no change of the applicant's own removes. */
      readonly blockers: readonly string[]
      readonly zh: string
      readonly en: string
    }

export type CounterfactualInput = {
  readonly model: Model
  readonly definitions: readonly FactDefinition[]
  readonly decision: Decision
  readonly receivedOn: string
  readonly extra?: readonly Hindrance[]
}

const MAX_CHANGES = 3
const MAX_DECISIONS = 600

type State = {
  readonly facts: readonly SettledFact[]
  readonly receivedOn: string
  readonly changes: readonly Change[]
}
type Search = CounterfactualInput & { tried: number }

export function counterfactual(input: CounterfactualInput): Counterfactual {
  const { decision, receivedOn } = input
  if (decision.outcome === 'approve') return { kind: 'notNeeded' }
  const start: State = { facts: decision.facts, receivedOn, changes: [] }
  const search: Search = { ...input, tried: 0 }
  const stuck = blockers(search, start, decision)
  if (decision.outcome !== 'elsewhere' && stuck.length === 0) {
    for (let depth = 1; depth <= MAX_CHANGES; depth += 1) {
      const changes = seek(search, start, decision, depth)
      if (changes !== null) return { kind: 'found', changes, ...sentenceOf(changes, input.definitions) }
    }
  }
  return nothing(decision, stuck, search.tried < MAX_DECISIONS)
}

/** Changes that lead to approval within `depth` more steps, or null. Every one must touch the first hindrance. */
function seek(search: Search, state: State, decision: Decision, depth: number): readonly Change[] | null {
  const [first] = decision.hindrances
  if (first === undefined || depth === 0) return null
  for (const next of moves(search, state, decision, 0)) {
    if (search.tried >= MAX_DECISIONS) return null
    search.tried += 1
    const { model, extra = [] } = search
    const then = decide({ model, facts: next.facts, receivedOn: next.receivedOn, extra })
    if (then.outcome === 'approve') return next.changes
    if (depth === 1 || then.outcome === 'elsewhere' || blockers(search, next, then).length > 0) continue
    const rest = seek(search, next, then, depth - 1)
    if (rest !== null) return rest
  }
  return null
}

/** The hindrances that no move of the applicant's touches. */
const blockers = (search: Search, state: State, decision: Decision): readonly Hindrance[] =>
  decision.hindrances.filter((_, at) => moves(search, state, decision, at).length === 0)

/** Every single change that touches the hindrance at a place of the list. */
function moves(search: Search, state: State, decision: Decision, at: number): readonly State[] {
  const touched = touchedBy(search, decision, at)
  const changed = new Set(
    state.changes.map((change) => (change.kind === 'fact' ? change.name : 'receivedOn')),
  )
  const facts = search.definitions
    .filter(({ name }) => touched.has(name) && !changed.has(name))
    // Evidence that can be brought before answers that would have to be others.
    .toSorted((a, b) => rank(a) - rank(b))
  const waits = changed.has('receivedOn') ? [] : daysToWaitFor(decision.hindrances[at], state.receivedOn)
  return [
    ...facts.flatMap((definition) => {
      const fact = state.facts.find(({ name }) => name === definition.name)
      if (fact === undefined) return []
      return candidatesFor(search.model.plan, definition, fact, state.receivedOn).map((value) =>
        withValue(state, fact, value),
      )
    }),
    ...waits.map((until) => ({
      ...state,
      receivedOn: until,
      changes: [...state.changes, { kind: 'wait' as const, until }],
    })),
  ]
}

const rank = ({ type, values }: FactDefinition) => (type === 'boolean' ? 0 : values === undefined ? 1 : 2)

function withValue(state: State, fact: SettledFact, value: Json): State {
  const { name, status } = fact
  const from = status === 'known' ? fact.value : null
  const change: Change = { kind: 'fact', name, status, from, to: value }
  const facts = state.facts.map((other) =>
    other.name === name ? { ...other, status: 'known' as const, value } : other,
  )
  return { ...state, facts, changes: [...state.changes, change] }
}

function daysToWaitFor(hindrance: Hindrance | undefined, receivedOn: string): readonly string[] {
  return Object.values(hindrance?.dates ?? {})
    .filter((day) => day > receivedOn)
    .toSorted()
}

/** The facts a hindrance depends on: those of its row, or of the rows an unknown fact left open. */
function touchedBy({ model }: Search, decision: Decision, at: number): ReadonlySet<string> {
  const dependencies = dependenciesOf(model.plan)
  const rows = decision.trace.filter(({ table }) => table === HINDRANCES)
  const hit = rows.filter(({ state }) => state === 'hit')[at]
  if (hit !== undefined) return dependencies[hit.row] ?? new Set()
  const rule = decision.hindrances[at]?.rule ?? ''
  const group = /^[UC]\.(.+)$/.exec(rule)?.[1]
  if (group === undefined) return new Set()
  const open = rows.filter(
    (row) => row.state === 'unknown' && row.inputs.some((path) => groupOf(path) === group),
  )
  const own = decision.unknownFacts.filter((name) => groupOf(name) === group)
  return new Set([...own, ...open.flatMap((row) => [...(dependencies[row.row] ?? [])])])
}

function nothing(decision: Decision, stuck: readonly Hindrance[], complete: boolean): Counterfactual {
  const rules = stuck.map(({ rule }) => rule)
  if (decision.outcome === 'elsewhere')
    return {
      kind: 'none',
      complete,
      blockers: decision.competent.rule === null ? [] : [decision.competent.rule],
      zh: '本申请由其他地区办理，不因申请人改变材料而改变。',
      en: 'Another region is competent; no paper of the applicant changes that.',
    }
  const zh = stuck.map((hindrance) => hindrance.zh).join('')
  const en = stuck.map((hindrance) => hindrance.en).join(' ')
  if (stuck.length > 0)
    return {
      kind: 'none',
      complete,
      blockers: rules,
      zh: `以下情形不是申请人自己能够改变的，须由工作人员处理：${zh}`,
      en: `The following is not the applicant’s to change; a person deals with it: ${en}`,
    }
  const rest = complete ? { zh: '', en: '' } : { zh: '（未能逐一查完）', en: ' (not all could be tried)' }
  if (decision.outcome === 'supplement')
    return {
      kind: 'none',
      complete,
      blockers: rules,
      zh: `补齐或更正所列内容后可以重新申请，也可以到受理窗口办理；只改变已填写的内容，没有找到能当即获批的办法${rest.zh}。`,
      en: `With what is listed completed or corrected you may apply again, or come to the window; by other answers alone no way to an approval at once was found${rest.en}.`,
    }
  return {
    kind: 'none',
    complete,
    blockers: rules,
    zh: `申请人自己改变三项以内的情况，没有找到能当即获批的办法${rest.zh}。目前的情形是：${decision.hindrances.map((each) => each.zh).join('')}`,
    en: `No change of up to three facts of the applicant’s own was found that would have been approved${rest.en}. What stands against it now: ${decision.hindrances.map((each) => each.en).join(' ')}`,
  }
}
