import { loadPlan, type Model, type Plan } from '@tongban/decisions'

/**
 * Compiled rule models held by an isolate, by content hash. The hash of the version in force is read with every
 * application, so a new version is live with the next decision and no isolate can decide by an old one.
 */
export interface RulePlans {
  /** Hash of the plan last used for an item, or '' when none is held. */
  hashOf(itemCode: string): string
  /** The model of `hash`; `planText` is given when this isolate does not hold it yet. */
  load(itemCode: string, hash: string, planText: string | null): Model
}

/** How many models an isolate keeps; the oldest leaves first. */
const KEPT = 64

export function openRulePlans(): RulePlans {
  const models = new Map<string, Model>()
  const lastHash = new Map<string, string>()
  return {
    hashOf: (itemCode) => lastHash.get(itemCode) ?? '',
    load(itemCode, hash, planText) {
      const model = models.get(hash) ?? (planText === null ? undefined : loadPlan(parsePlan(planText)))
      if (model === undefined) throw new Error(`plan ${hash} is not held and was not read`)
      models.set(hash, model)
      lastHash.set(itemCode, hash)
      const oldest = models.size > KEPT ? models.keys().next().value : undefined
      if (oldest !== undefined && oldest !== hash) models.delete(oldest)
      return model
    },
  }
}

/** Guarantee: the text was written by `draft` from a compiled plan and is stored under its own hash. */
export function parsePlan(text: string): Plan {
  return JSON.parse(text) as Plan
}
