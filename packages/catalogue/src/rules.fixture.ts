/** For tests: an item's rule file compiled and bound to a region's parameters, and the facts of its cases settled. */
import { readFileSync } from 'node:fs'
import { compileDmn, withConstants } from '@tongban/decisions'
import {
  type Decision,
  decide,
  loadPlan,
  type Model,
  type Plan,
  type SettledFact,
} from '@tongban/decisions/runtime'
import type { Json } from '@tongban/kernel'
import { findItem } from './catalogue.ts'
import { type DatedCase, type DatedCases, RECEIVED_ON } from './dated-case.ts'
import type { Item } from './item.ts'
import { claimOf, regionProfile } from './region.ts'

export const NOW = Date.parse(`${RECEIVED_ON}T02:00:00Z`)

export function itemOf(code: string): Item {
  const item = findItem(code, RECEIVED_ON)
  if (!item.ok) throw new Error(`no item ${code}`)
  return item.value
}

const compiled = new Map<string, Promise<Plan>>()

function planOf(code: string): Promise<Plan> {
  const known = compiled.get(code)
  if (known !== undefined) return known
  const text = readFileSync(`${import.meta.dirname}/items/${code}/rules.dmn`, 'utf8')
  const plan = compileDmn(text).then((result) => {
    if (!result.ok) throw new Error(JSON.stringify(result.failure, null, 1))
    return result.value
  })
  compiled.set(code, plan)
  return plan
}

/** The plan with the parameters a region has set, and those a case changes. */
export async function boundPlan(
  code: string,
  region: string,
  changed: Readonly<Record<string, Json>> = {},
): Promise<Plan> {
  const profile = regionProfile(region)
  if (!profile.ok) throw new Error(`no region ${region}`)
  const claim = claimOf(profile.value, itemOf(code))
  if (!claim.ok) throw new Error(`${region} does not claim ${code}`)
  const bound = withConstants(await planOf(code), { parameters: { ...claim.value.parameters, ...changed } })
  if (!bound.ok) throw new Error(JSON.stringify(bound.failure))
  return bound.value
}

export async function modelOf(
  code: string,
  { region }: DatedCases,
  { parameters }: Partial<DatedCase> = {},
): Promise<Model> {
  return loadPlan(await boundPlan(code, region, parameters))
}

/** The facts of a case as if every source had answered. */
export function settledFacts(
  item: Item,
  cases: DatedCases,
  change: Pick<DatedCase, 'facts' | 'status'>,
): readonly SettledFact[] {
  const values = { ...cases.approvable, ...change.facts }
  return item.facts.map(({ name, source, zh, en }) => {
    if (!Object.hasOwn(values, name)) throw new Error(`the cases of ${item.code} give no ${name}`)
    const status = change.status?.[name] ?? 'known'
    const value = values[name] ?? null
    return { name, status, value, source, sourceAt: NOW, fetchedAt: NOW, zh, en }
  })
}

export async function decideCase(code: string, cases: DatedCases, dated: DatedCase): Promise<Decision> {
  const facts = settledFacts(itemOf(code), cases, dated)
  return decide({ model: await modelOf(code, cases, dated), facts, receivedOn: dated.receivedOn })
}

/** Rule ids, each once. */
export const ruleIds = (decision: Decision): readonly string[] =>
  decision.outcome === 'elsewhere'
    ? [decision.competent.rule ?? '']
    : [...new Set(decision.hindrances.map(({ rule }) => rule))]
