import { civilDateAt } from '@tongban/calendar'
import { applicationRecord, type Claim, claimOf, findItem, type Item } from '@tongban/catalogue'
import {
  APPLICATION_SOURCE,
  type Decision,
  decide,
  type Hindrance,
  type Model,
  type Reading,
  settle,
} from '@tongban/decisions'
import { type CivilDate, type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import { type RuleInForceRow, ruleInForce, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { Application } from './body.ts'
import { checkForm } from './form.ts'
import { gather } from './gather.ts'
import { mayActCheck } from './may-act.ts'
import { decideByPeople } from './people.ts'
import { missingMaterials, type StandingReason, standing } from './standing.ts'
import { submitterOf } from './submitter.ts'

/**
 * What the rules say of an application: who may apply, is the form sound, whose matter is it, what do the sources
 * say, what follows. One read batch; nothing is written. Intake and pre-check both stand on this, so that they
 * cannot answer differently.
 */
export type Assessment = {
  readonly application: Application
  readonly item: Item
  readonly claim: Claim
  readonly receivedAt: EpochMs
  readonly receivedOn: CivilDate
  readonly decision: Decision
  /** Reasons outside the item's table that the decision was made with. */
  readonly extra: readonly Hindrance[]
  readonly readings: Readonly<Record<string, Reading>>
  /** The version decided by; null where the item has none in force. */
  readonly rules: {
    readonly id: string
    readonly hash: string
    readonly version: number
    readonly model: Model
  } | null
}

type Purpose = 'intake' | 'precheck'

/** A first look at the input, before any database is asked. */
export type Prepared = {
  readonly application: Application
  readonly identity: { readonly idNumber: string; readonly realNameLevel: string }
  readonly item: Item
  readonly claim: Claim
  readonly receivedAt: EpochMs
  readonly receivedOn: CivilDate
}

export function prepare(ctx: Context, input: Application, receivedAt: EpochMs): Result<Prepared, Failure> {
  const receivedOn = civilDateAt(receivedAt)
  const submitter = submitterOf(ctx.actor, input, receivedOn)
  if (!submitter.ok) return submitter
  const { application, identity } = submitter.value
  const item = findItem(application.itemCode, receivedOn)
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const form = checkForm(item.value, application)
  if (!form.ok) return form
  return ok({
    application: { ...application, form: form.value },
    identity,
    item: item.value,
    claim: claim.value,
    receivedAt,
    receivedOn,
  })
}

/**
 * Reads and decides. `others` are statements the caller wants in the same batch; their rows come back with the
 * assessment.
 */
export async function assess<const S extends readonly Statement<unknown>[]>(
  ctx: Context,
  prepared: Prepared,
  purpose: Purpose,
  others: S,
) {
  const { application, identity, item, receivedAt, receivedOn } = prepared
  const body = { ...bodyOf(application), submitter: identity }
  const gathering = await gather(ctx, {
    item,
    body,
    subject: application.applicant,
    purpose: `${purpose}:${item.code}`,
    mayAct: mayActCheck(item, application, identity),
  })
  const heldHash = ctx.plans.hashOf(item.code)
  const [records, registries, versions, ...rest] = await ctx.database.read([
    ...gathering.statements,
    ruleInForce({ itemCode: item.code, on: receivedOn, heldHash }),
    ...others,
  ])
  const [version] = versions
  const rules = rulesOf(ctx, item, version)
  const readings = {
    ...(await gathering.finish(records, registries)),
    identity: { source: 'identity', state: 'answered', record: identity, sourceAt: receivedAt },
    [APPLICATION_SOURCE]: {
      source: APPLICATION_SOURCE,
      state: 'answered',
      record: { ...applicationRecord(application), privacyNotice: application.privacyNotice },
      sourceAt: receivedAt,
    },
  } as const satisfies Record<string, Reading>
  const { claim } = prepared
  const { staleAfterHours } = claim
  const { form } = application
  const facts = settle({ definitions: item.facts, form, readings, now: receivedAt, staleAfterHours })
  const extra = [
    ...standingReasons(item, application, version, identity.realNameLevel).map(standing),
    ...missingMaterials(item, application),
  ]
  const decision =
    rules === null
      ? decideByPeople(ctx.region, item, application, extra, facts)
      : decide({ model: rules.model, facts, receivedOn, extra })
  const assessment: Assessment = {
    application,
    item,
    claim,
    receivedAt,
    receivedOn,
    decision,
    extra,
    readings,
    rules,
  }
  return { assessment, rows: rest }
}

/** Which reasons outside the item's table stand against an automatic approval. */
function standingReasons(
  item: Item,
  application: Application,
  version: RuleInForceRow | undefined,
  realNameLevel: string,
) {
  const reasons: StandingReason[] = []
  // Levels are named L0 to L3 in order; an item with rules has its own row for this.
  if (item.automatic === 'none' && realNameLevel < item.minimumRealNameLevel) reasons.push('realName')
  if (item.automatic === 'none') reasons.push('byPeople')
  else if (version === undefined) reasons.push('noRules')
  else if (version.stopped !== 0) reasons.push('stopped')
  if (application.declineAutomaticDecision === true) reasons.push('declined')
  return reasons
}

function rulesOf(ctx: Context, item: Item, version: RuleInForceRow | undefined): Assessment['rules'] {
  if (item.automatic === 'none' || version === undefined) return null
  const { id, hash, plan } = version
  return { id, hash, version: version.version, model: ctx.plans.load(item.code, hash, plan) }
}

/** The parts of the application a source may be asked by. */
const bodyOf = ({ applicant, form, representation }: Application) => ({ applicant, form, representation })
