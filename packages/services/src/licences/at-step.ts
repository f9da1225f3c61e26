import { civilDate, civilDateAt } from '@tongban/calendar'
import type { Happening } from '@tongban/cases'
import { valueAt } from '@tongban/decisions'
import { type Failure, type FieldError, fail, type Json, ok, type Result } from '@tongban/kernel'
import type { LicenceRow } from '@tongban/store'
import type { Application } from '../applications/body.ts'
import { creditCodeOf, organOf } from '../cases/letterhead.ts'
import type { LoadedCase } from '../cases/load.ts'
import { openApplication } from '../cases/open-application.ts'
import { openRecord } from '../cases/open-record.ts'
import type { Made } from '../cases/step-row.ts'
import type { Context } from '../context.ts'
import { type LicenceActor, licenceActor } from './actor.ts'
import { findHeld, openedOn } from './as-source.ts'
import {
  cancelled,
  knownFacts,
  type LicencesOfGrant,
  NO_LICENCES,
  namedInEvent,
  STANDING,
} from './at-intake.ts'
import { licenceStatusStatements } from './change.ts'
import { openContent } from './content.ts'
import { prepareIssue, type Wanted } from './issue.ts'
import { lacksOf, type Replaced, wantedOf } from './of-grant.ts'

/**
 * What a decision by people does to licences, for its own batch. A grant issues one, or a new version of the one that
 * stands from an earlier grant of the same case or is renewed; 撤销 of the decision annuls its licence (行政许可法 69, 70),
 * and so does a refusal that takes the place of a grant. A correction of the holder's name issues a version with the name
 * as it is; it mends nothing else that a licence says. Reopening a case, or declining its automatic decision, leaves the
 * licence as long as the grant stands (个人信息保护法 24). `before` is the case ahead of the step.
 */
type Told = Pick<Made, 'results' | 'changes'>

export async function licencesOfStep(
  ctx: Context,
  before: LoadedCase,
  happening: Happening,
  { results = {}, changes = [] }: Told,
): Promise<Result<LicencesOfGrant, Failure>> {
  switch (happening.type) {
    case 'granted':
      return granted(ctx, before, happening, results)
    case 'corrected':
      return renamed(ctx, before, happening, changes)
    case 'annulled':
    case 'refused':
      return ok(await annulled(ctx, before, happening))
    default:
      return ok(NO_LICENCES)
  }
}

async function granted(
  ctx: Context,
  before: LoadedCase,
  { at }: Happening,
  results: { readonly [name: string]: Json },
): Promise<Result<LicencesOfGrant, Failure>> {
  const { item, row } = before
  if (item.issues === undefined && item.ends === undefined) return ok(NO_LICENCES)
  const application = await openApplication(ctx, before)
  const actor = await licenceActor(ctx)
  if (item.ends !== undefined) return ok(await cancelledByGrant(ctx, before, application, { at, actor }))
  return issueInCase(ctx, before, { application, results, at, actor, caseNumber: row.caseNumber })
}

export type CaseGrant = {
  readonly application: Application
  readonly results: { readonly [name: string]: Json }
  readonly at: number
  readonly actor: LicenceActor
  readonly caseNumber: string
}

/** The licence of a grant in a case that is loaded with the licences of whoever applied. */
export async function issueInCase(
  ctx: Context,
  before: LoadedCase,
  { application, results, at, actor, caseNumber }: CaseGrant,
): Promise<Result<LicencesOfGrant, Failure>> {
  const { item, row, fold, decisions } = before
  const replaced = await replacedBy(ctx, before, application, at)
  if (replaced !== undefined && replaced.row.state !== 'valid')
    return fail({ code: 'invalidInput', errors: [SUSPENDED] })
  if (replaced === undefined && standsBeside(before, application))
    return fail({ code: 'invalidInput', errors: [OTHER_NUMBER] })
  const decision = decisions.at(-1)
  const facts = decision === undefined ? {} : knownFacts((await openRecord(ctx, decision)).facts)
  const wanted = wantedOf(ctx, {
    item,
    application,
    facts,
    result: results,
    caseNumber,
    department: row.departmentCode,
    receivedOn: fold.receivedOn,
    at,
    actor,
    replaced,
  })
  if (wanted === null) return ok(NO_LICENCES)
  const errors = lacksOf(item, wanted)
  return errors.length > 0 ? fail({ code: 'invalidInput', errors }) : signed(ctx, before, wanted)
}

/** Signed, with what goes into the batch and into the event of the case. */
async function signed(
  ctx: Context,
  { granting, licences }: LoadedCase,
  wanted: Wanted,
): Promise<Result<LicencesOfGrant, Failure>> {
  if (granting === null) throw new Error('a case was not loaded for its licence')
  const prepared = await prepareIssue(ctx, [wanted], granting.slot)
  if (!prepared.ok) return fail({ code: 'unavailable', what: 'signer' })
  const { statements, issued } = prepared.value
  const lapsed = licences.filter(({ identifier }) => identifier === wanted.previous?.identifier)
  return ok({
    statements,
    issued,
    ended: [],
    after: [...lapsed.map((licence) => ({ ...licence, state: 'lapsed' })), ...issued],
    data: await namedInEvent(issued),
  })
}

/** The name on the licence follows the name in the decision. */
async function renamed(
  ctx: Context,
  before: LoadedCase,
  { at }: Happening,
  changes: NonNullable<Made['changes']>,
): Promise<Result<LicencesOfGrant, Failure>> {
  const { row } = before
  const own = before.licences.findLast(({ state }) => state === 'valid')
  if (own === undefined) return ok(NO_LICENCES)
  const { holder, claims } = await openContent(ctx, own)
  const name = changes.reduce((mended, { from, to }) => mended.replace(from, to), holder.name)
  if (name === holder.name) return ok(NO_LICENCES)
  const [validFrom, validUntil] = [civilDate(own.validFrom), civilDate(own.validUntil ?? '')]
  if (validFrom === undefined) throw new Error('a licence is stored without its first day')
  return signed(ctx, before, {
    type: own.type,
    caseNumber: row.caseNumber,
    departmentCode: own.departmentCode,
    issuingAuthority: organOf(ctx.region, own.departmentCode),
    issuingAuthorityCode: creditCodeOf(ctx.region, own.departmentCode),
    holder: { ...holder, name },
    claims: { ...claims, holderName: name },
    validFrom,
    validUntil: validUntil ?? null,
    holderKey: (await openApplication(ctx, before)).holderKey ?? null,
    at,
    actor: await licenceActor(ctx),
    previous: own,
    act: 'change',
  })
}

const SUSPENDED: FieldError = {
  pointer: '',
  zh: '申请人现有的证照处于暂扣状态，不能换发、延续或者变更。请先依法处理暂扣，或者作出不予决定。',
  en: 'The licence held now is suspended and cannot be renewed or changed. Deal with the suspension first, or refuse.',
}

const OTHER_NUMBER: FieldError = {
  pointer: '',
  zh: '申请人持有我们签发的同类证照，编号与申请填写的不一致，不能在其之外另发一份，现有证照也不因此终止。申请填写有误的，请作出不予决定或者由申请人撤回后按正确编号重新申请；现有证照记载有误的，请先办理该证照的变更。',
  en: 'The applicant holds a licence of this type that we issued, and its number and the application’s differ; none is issued beside it, and it does not end by this. If the application is wrong, refuse it, or have it withdrawn and handed in with the right number; if the licence is wrong, change the licence first.',
}

/** Whether the holder has one that the application does not name, of a type of which nobody has two. */
function standsBeside({ granting, item }: LoadedCase, { situation }: Application): boolean {
  const { replaces, type } = item.issues ?? {}
  if (replaces?.onlyOne !== true || replaces.situations[situation] === undefined) return false
  return (granting?.held ?? []).some((row) => row.type === type && STANDING.includes(row.state))
}

/**
 * The licence that ends with the new one: the one that stands from an earlier grant of this case, else the one the item
 * says is renewed or changed. What has ended by an act of an organ is not taken up again.
 */
async function replacedBy(
  ctx: Context,
  { licences, granting, item }: LoadedCase,
  application: Application,
  at: number,
): Promise<Replaced | undefined> {
  const on = civilDateAt(at)
  const own = licences.findLast(({ state }) => STANDING.includes(state))
  if (own !== undefined) return { ...(await openedOn(ctx, own, on)), act: 'change' }
  const { replaces, type = '' } = item.issues ?? {}
  const act = replaces?.situations[application.situation]
  if (replaces === undefined || act === undefined) return undefined
  const named = replaces.numberPath === undefined ? undefined : numberAt(application, replaces.numberPath)
  if (replaces.numberPath !== undefined && named === undefined) return undefined
  const found = await findHeld(ctx, granting?.held ?? [], { type, number: named, on })
  return found === undefined || found.standing === 'licenceEnded' ? undefined : { ...found, act }
}

/** 注销 by a person's decision, of the permit the application names and its holder has. */
async function cancelledByGrant(
  ctx: Context,
  { item, granting, row }: LoadedCase,
  application: Application,
  { at, actor }: Pick<CaseGrant, 'at' | 'actor'>,
): Promise<LicencesOfGrant> {
  const { type = '', numberPath = '' } = item.ends ?? {}
  const number = numberAt(application, numberPath)
  if (number === undefined) return NO_LICENCES
  const found = await findHeld(ctx, granting?.held ?? [], { type, number, on: civilDateAt(at) })
  return found === undefined
    ? NO_LICENCES
    : cancelled(ctx, found.row, { caseNumber: row.caseNumber, at, actor })
}

function numberAt({ applicant, form }: Application, path: string): string | undefined {
  const value = valueAt({ applicant, form }, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The licences of the decision that is annulled, or of the grant a refusal takes the place of. */
async function annulled(
  ctx: Context,
  { licences, row }: LoadedCase,
  { type, at, data }: Happening,
): Promise<LicencesOfGrant> {
  const standing = licences.filter((licence) => mayBeAnnulled(licence))
  if (standing.length === 0) return NO_LICENCES
  const actor = await licenceActor(ctx)
  const happening = {
    type: 'annul',
    at,
    actor,
    data: {
      caseNumber: row.caseNumber,
      by: type,
      ground: typeof data.ground === 'string' ? data.ground : null,
    },
  }
  const all = await Promise.all(
    standing.map((licence) => licenceStatusStatements(ctx, licence, 'annulled', happening)),
  )
  return {
    ...NO_LICENCES,
    statements: all.flatMap(({ statements }) => statements),
    after: all.map(({ licence }) => licence),
  }
}

/** One that a newer version took the place of is history; the newer one is of another decision. */
const mayBeAnnulled = ({ state }: LicenceRow): boolean => [...STANDING, 'transferredOut'].includes(state)
