import { civilDateAt } from '@tongban/calendar'
import { applicationRecord, type Claim, claimOf, findItem, type Item } from '@tongban/catalogue'
import {
  APPLICATION_SOURCE,
  type Decision,
  type Hindrance,
  type Model,
  type Reading,
  settle,
} from '@tongban/decisions'
import {
  type CivilDate,
  type EpochMs,
  type Failure,
  fail,
  holdsRole,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { grantOf, type Matter, type RuleInForceRow, ruleInForce, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { sourceStates } from '../materials/held.ts'
import type { InsideWay } from '../routes/inside-way.ts'
import type { Application } from './body.ts'
import { checkForm } from './form.ts'
import { type Gathering, gather, type UsedLicence } from './gather.ts'
import { alreadyGranted, matterOf } from './grants.ts'
import { judge } from './judge.ts'
import { mayActCheck } from './may-act.ts'
import { decideByPeople } from './people.ts'
import { withSoundRegions } from './region-facts.ts'
import { contradictedLicences, missingMaterials, type StandingReason, standing } from './standing.ts'
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
  /** When it is looked at here: with the receipt, but for what a partner took in and has handed over. */
  readonly handledAt: EpochMs
  readonly decision: Decision
  /** Reasons outside the item's table that the decision was made with. */
  readonly extra: readonly Hindrance[]
  readonly readings: Readonly<Record<string, Reading>>
  /** Licences this region had issued to the person concerned and that were read for these. */
  readonly licencesUsed: readonly UsedLicence[]
  /** What an approval grants once only; null where the item sets no such bound. */
  readonly matter: Matter | null
  /** The version decided by; null where the item has none in force. */
  readonly rules: {
    readonly id: string
    readonly hash: string
    readonly version: number
    readonly model: Model
  } | null
  /** The division of this region whose department handles it, where it has a route of its own. */
  readonly inside?: InsideWay
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
  readonly handledAt: EpochMs
}

/** What counts is the day it was handed in, wherever that was: the item and its rules are those of that day. */
export function prepare(
  ctx: Context,
  input: Application,
  receivedAt: EpochMs,
  handledAt: EpochMs = receivedAt,
): Result<Prepared, Failure> {
  const receivedOn = civilDateAt(receivedAt)
  const item = findItem(input.itemCode, receivedOn)
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const submitter = submitterOf(ctx.actor, input, receivedOn)
  if (!isAtDesk(ctx, input, claim.value)) return fail(NOT_AT_DESK)
  const form = checkForm(item.value, input)
  if (!submitter.ok) return withErrorsOf(submitter, form)
  if (!form.ok) return form
  const { application, identity } = submitter.value
  return ok({
    application: { ...application, form: form.value },
    identity,
    item: item.value,
    claim: claim.value,
    receivedAt,
    receivedOn,
    handledAt,
  })
}

/** Who may help at a counter: window staff of any department of this region, a handler of the item's own. */
function isAtDesk({ actor, region }: Context, { representation }: Application, claim: Claim): boolean {
  if (representation.kind !== 'staffAssisted' || actor.kind !== 'official') return true
  if (holdsRole(actor, 'handler') && actor.department === claim.department) return true
  return (
    holdsRole(actor, 'window') &&
    region.departments.some((department) => department.code === actor.department)
  )
}

const NOT_AT_DESK: Failure = {
  code: 'notAllowed',
  need: '本地区部门的窗口人员，或本事项主管部门的经办人 window staff of a department here, or a handler of the department of this item',
}

/** All that is wrong is told at once, whoever found it. */
function withErrorsOf<T>(
  first: Result<T, Failure>,
  second: Result<unknown, Failure>,
): Result<never, Failure> {
  if (first.ok) throw new Error('nothing is wrong')
  const { failure } = first
  if (failure.code !== 'invalidInput' || second.ok || second.failure.code !== 'invalidInput')
    return fail(failure)
  return fail({ code: 'invalidInput', errors: [...failure.errors, ...second.failure.errors] })
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
  const { rows, decide } = await beginAssessment(ctx, prepared, purpose, others, true)
  return { assessment: await decide(), rows }
}

/**
 * The same in two parts: the one read batch, and what follows from it. Where it is not plain that the matter is decided
 * here at all (`isOurs`), no source elsewhere is asked and no record is opened before `decide`.
 */
export async function beginAssessment<const S extends readonly Statement<unknown>[]>(
  ctx: Context,
  prepared: Prepared,
  purpose: Purpose,
  others: S,
  isOurs: boolean,
) {
  const { application, identity, item, receivedOn, handledAt } = prepared
  const body = { ...bodyOf(application), submitter: identity }
  const mayAct = mayActCheck(item, application, identity, handledAt)
  const [gathering, matter] = await Promise.all([
    gather(ctx, {
      item,
      body,
      subject: application.applicant,
      purpose: `${purpose}:${item.code}`,
      mayAct,
      startsAtOnce: isOurs,
    }),
    matterOf(ctx, item, application),
  ])
  const heldHash = plansOf(ctx).hashOf(item.code)
  const inForce = ruleInForce({ itemCode: item.code, on: receivedOn, heldHash })
  const read = await readBatch(
    ctx,
    [...gathering.statements, inForce],
    { matter, licences: gathering.licences },
    others,
  )
  return {
    rows: read.rest,
    decide: () => decideOn(ctx, prepared, { gathering, mayAct, matter, read }),
  }
}

type Begun = {
  readonly gathering: Gathering
  readonly mayAct: ReturnType<typeof mayActCheck>
  readonly matter: Matter | null
  readonly read: Omit<Awaited<ReturnType<typeof readBatch>>, 'rest'>
}

async function decideOn(
  ctx: Context,
  prepared: Prepared,
  { gathering, mayAct, matter, read: { records, registries, version, grant, licences } }: Begun,
): Promise<Assessment> {
  const { application, identity, item, receivedAt, receivedOn, handledAt } = prepared
  const { readings: gathered, licencesUsed } = await gathering.finish(records, registries, licences)
  const readings = {
    ...gathered,
    identity: { source: 'identity', state: 'answered', record: identity, sourceAt: handledAt },
    [APPLICATION_SOURCE]: {
      source: APPLICATION_SOURCE,
      state: 'answered',
      record: { ...applicationRecord(application), privacyNotice: application.privacyNotice },
      sourceAt: handledAt,
    },
  } as const satisfies Record<string, Reading>
  const { claim } = prepared
  const { staleAfterHours } = claim
  const { form } = application
  const settled = settle({ definitions: item.facts, form, readings, now: handledAt, staleAfterHours })
  const facts = withSoundRegions(settled, item, ctx.region.code)
  // As with the registers: whoever may not act for a person learns nothing of what that person was granted.
  const isProven = mayAct === null || mayAct(gathered)
  const granted = isProven ? grant : undefined
  const extra = [
    ...standingReasons(item, application, version, identity.realNameLevel).map(standing),
    ...(granted === undefined ? [] : [await alreadyGranted(ctx, granted)]),
    ...missingMaterials(item, application, sourceStates(readings)),
    ...contradictedLicences(item, sourceStates(readings)),
  ]
  const byRules = item.automatic === 'auto' && version !== undefined && version.stopped === 0
  const judged = byRules
    ? await judge(ctx, {
        itemCode: item.code,
        model: () => modelOf(ctx, item, version),
        facts,
        receivedOn,
        extra,
        isProven,
      })
    : null
  const reasons = judged?.extra ?? (byRules ? [...extra, standing('rulesFailed')] : extra)
  const decision = judged?.decision ?? decideByPeople(ctx.region, item, application, reasons, facts)
  const rules = judged === null || !byRules ? null : { ...versionOf(version), model: judged.model }
  return {
    application,
    item,
    claim,
    receivedAt,
    receivedOn,
    handledAt,
    decision,
    extra: reasons,
    readings,
    licencesUsed,
    matter,
    rules,
  }
}

/** One round trip; the grant and the licences of the person are asked for only where the item has a use for them. */
async function readBatch<const S extends readonly Statement<unknown>[]>(
  { database }: Context,
  own: readonly [...Gathering['statements'], Statement<RuleInForceRow>],
  { matter, licences }: { readonly matter: Matter | null } & Pick<Gathering, 'licences'>,
  others: S,
) {
  const asked = [...own, ...others] as const
  const granted = matter === null ? [] : [grantOf(matter)]
  const held = licences === null ? [] : [licences]
  const rows = await database.read([...asked, ...granted, ...held])
  const [records, registries, [version], ...rest] = firstOf(asked, rows)
  const more = rows.slice(asked.length)
  return {
    records,
    registries,
    version,
    grant: matter === null ? undefined : asRowsOf(grantOf(matter), more[0])[0],
    licences: licences === null ? [] : asRowsOf(licences, more[granted.length]),
    rest,
  }
}

type RowsOf<S extends readonly Statement<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Statement<infer Row> ? readonly Row[] : never
}
/** Guarantee: a read answers the rows of its statements in their order, and these came first. */
const firstOf = <S extends readonly Statement<unknown>[]>(asked: S, rows: readonly unknown[]) =>
  rows.slice(0, asked.length) as unknown as RowsOf<S>
/** Guarantee: the rows are those that this statement was read with. */
const asRowsOf = <Row>(_statement: Statement<Row>, rows: unknown) => rows as readonly Row[]

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

const versionOf = ({ id, hash, version }: RuleInForceRow) => ({ id, hash, version })

/** The model of the version in force; a plan that is not what its hash says was changed after it was approved. */
async function modelOf(ctx: Context, item: Item, { hash, plan }: RuleInForceRow): Promise<Model> {
  if (plan !== null && (await sha256Hex(plan)) !== hash)
    throw new Error('the stored plan does not match its hash')
  return plansOf(ctx).load(item.code, hash, plan)
}

function plansOf({ plans }: Context) {
  if (plans === null) throw new Error('this Worker decides nothing by rules')
  return plans
}

/** The parts of the application a source may be asked by. */
const bodyOf = ({ itemCode, applicant, form, representation }: Application) => ({
  itemCode,
  applicant,
  form,
  representation,
})
