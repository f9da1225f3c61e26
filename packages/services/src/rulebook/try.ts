import { civilDate, civilDateAt } from '@tongban/calendar'
import { claimOf, findItem, regionNameOf } from '@tongban/catalogue'
import {
  type CompactTrace,
  counterfactual,
  decide,
  type Explanation,
  explain,
  loadPlan,
  record,
} from '@tongban/decisions'
import { type Failure, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { ruleInForce } from '@tongban/store'
import { withSoundRegions } from '../applications/region-facts.ts'
import type { Context } from '../context.ts'
import { parsePlan } from '../rules/plans.ts'
import { settleStated } from './stated.ts'

/**
 * What the published rules would say of facts that anybody makes up. The very rules in force, evaluated in the open: nobody
 * is asked who they are, no source is asked, nothing is stored, nothing is promised. What is not stated is unknown, and the
 * unknown refers to a person, as it does in earnest.
 */
export type TryInput = {
  readonly facts: Readonly<Record<string, Json>>
  /** The day of receipt to try; today when absent. */
  readonly on?: string | undefined
}

export type Tried = Pick<
  Explanation,
  'outcome' | 'held' | 'notHeld' | 'unsure' | 'result' | 'granted' | 'wouldHaveChanged'
> & {
  readonly version: number
  readonly effectiveOn: string
  readonly hash: string
  readonly on: string
  readonly stopped: boolean
  /** Each row of each table: `true` it held, a number is the first column that failed, a list what was unknown. */
  readonly trace: CompactTrace
  readonly unknown: readonly string[]
}

export async function tryPublished(
  ctx: Context,
  code: string,
  input: TryInput,
): Promise<Result<Tried, Failure>> {
  const now = ctx.clock.now()
  const on = input.on === undefined ? civilDateAt(now) : civilDate(input.on)
  if (on === undefined) throw new Error('a day was let through that is none')
  const found = findItem(code, on)
  if (!found.ok) return found
  const item = found.value
  const claim = claimOf(ctx.region, item)
  if (!claim.ok) return claim
  const stated = settleStated(item, input.facts, now)
  if (!stated.ok) return fail({ code: 'invalidInput', errors: stated.failure })
  const [[row]] = await ctx.database.read([ruleInForce({ itemCode: code, on, heldHash: '' })])
  if (row?.plan === undefined || row.plan === null) return fail({ code: 'noRulesInForce', itemCode: code })
  if ((await sha256Hex(row.plan)) !== row.hash) throw new Error('the stored plan does not match its hash')

  const plan = parsePlan(row.plan)
  const model = loadPlan(plan)
  const facts = withSoundRegions(stated.value, item, ctx.region.code)
  const decision = decide({ model, facts, receivedOn: on })
  const recorded = record({
    item: { code, version: item.taskVersion },
    rulesHash: row.hash,
    receivedOn: on,
    decidedAt: now,
    decision,
    counterfactual: counterfactual({ model, definitions: item.facts, decision, receivedOn: on }),
  })
  const told = explain(recorded, plan, item.facts, regionNameOf)
  const { outcome, held, notHeld, unsure, result, granted, wouldHaveChanged } = told
  const { version, effectiveOn, hash, stopped } = row
  return ok({
    version,
    effectiveOn,
    hash,
    on,
    stopped: stopped === 1,
    outcome,
    held,
    notHeld,
    unsure,
    result,
    granted,
    wouldHaveChanged,
    trace: recorded.trace,
    unknown: recorded.unknownFacts,
  })
}
