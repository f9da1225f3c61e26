import { civilDate } from '@tongban/calendar'
import {
  canonicalJson,
  type Failure,
  type FieldError,
  fail,
  type Json,
  type Official,
  ok,
  type Result,
  type StepBecause,
  sha256Hex,
} from '@tongban/kernel'
import {
  ACT_RULES,
  type ActFacts,
  actOn,
  actsNow,
  errorsOf,
  type LicenceAct,
  notPossible,
} from '@tongban/licences'
import { blindIndex } from '@tongban/privacy'
import type { LicenceRow, OutboxRow, Statement } from '@tongban/store'
import type { Notice } from '../applications/notice.ts'
import type { Texts } from '../cases/event-texts.ts'
import type { Context } from '../context.ts'
import type { Acting } from '../delegations/in-force.ts'
import { sendTold, type Told, whereSealed } from '../handovers/tell.ts'
import { drainLeased } from '../outbox/drain.ts'
import { askBack } from '../transfers/ask-back.ts'
import { type ActInput, type ActPath, oncePerField, readAct } from './act-input.ts'
import { licenceActor } from './actor.ts'
import { licenceStatusStatements } from './change.ts'
import { chosenDependents } from './dependents.ts'
import { stateOf } from './in-force.ts'
import { type LoadedLicence, loadLicence } from './load.ts'
import { licenceNotice } from './notice.ts'
import { type Doer, doneOtherwise, isRepeated, JUST_NOW } from './repeated.ts'
import { replaceLicence, replacementOf } from './replace.ts'
import { typeOfRow } from './type-of-row.ts'
import { type LicenceView, licenceView } from './view.ts'

/**
 * What officials do to a licence 暂扣、撤销、注销、吊销、延续、变更…, all by one table: who may, from which state, on which
 * ground of law. The event, the new state and the change of the status list are one batch, and so are a licence and those
 * that fall with it 证照并销, or a licence and the version that takes its place. Of two at once one is written; the other is
 * told where the licence stands now. The same act by the same person with the same content is done once.
 */
export const ACT_OF_PATH = {
  suspend: 'suspend',
  restore: 'restore',
  annul: 'annul',
  cancel: 'cancel',
  revoke: 'revoke',
  lapse: 'lapse',
  'transfer-out': 'transferOut',
  'cancel-transfer': 'cancelTransfer',
  other: 'other',
  renew: 'renew',
  change: 'change',
} as const satisfies Record<ActPath, LicenceAct>

/** How often places are drawn anew for the version that replaces another. */
const DRAWS = 3

export async function actOnLicence(
  ctx: Context,
  identifier: string,
  path: ActPath,
  body: unknown,
): Promise<Result<LicenceView, Failure>> {
  const act = ACT_OF_PATH[path]
  const { input, errors } = readAct(path, body)
  const content = await blindIndex(
    ctx.keys,
    'licenceAct',
    await sha256Hex(canonicalJson([act, asJson(input)])),
  )
  let told: readonly OutboxRow[] = []
  let partners: Told | null = null
  for (let draw = 1; ; draw += 1) {
    const loaded = await loadLicence(ctx, identifier)
    if (!loaded.ok) return loaded
    const doer = { actor: await licenceActor(ctx), content }
    if (errors.length === 0 && isRepeated(loaded.value, act, doer))
      return ok(await licenceView(ctx, loaded.value))
    const sealed = await whereSealed(() => prepare(ctx, loaded.value, { act, input, errors }, doer))
    if (!sealed.ok) return sealed
    const prepared = sealed.value
    if (!prepared.ok) return prepared
    const written = await ctx.database.write(prepared.value.statements)
    told = prepared.value.told
    partners = prepared.value.partners
    if (written.ok) break
    // Number or place of the new version was taken meanwhile: nothing was written.
    if (written.failure.table === 'licences' && draw < DRAWS) continue
    if (written.failure.table !== 'licence_events' && written.failure.table !== 'licences')
      throw new Error(`conflict in ${written.failure.table}`)
    return lostRace(ctx, identifier, act, doer)
  }
  ctx.issuer?.statuses.changed()
  const { notifier } = ctx
  if (notifier !== null && told.length > 0) ctx.after(drainLeased(ctx, notifier, ctx.requestId, told))
  if (partners !== null) sendTold(ctx, partners)
  const after = await loadLicence(ctx, identifier)
  return after.ok ? ok(await licenceView(ctx, after.value)) : after
}

/** Guarantee: the input was read from JSON and has passed the schema of its act. */
const asJson = (input: ActInput) => input as unknown as Json

async function lostRace(
  ctx: Context,
  identifier: string,
  act: LicenceAct,
  doer: Doer,
): Promise<Result<LicenceView, Failure>> {
  const now = await loadLicence(ctx, identifier)
  if (!now.ok) return now
  if (isRepeated(now.value, act, doer)) return ok(await licenceView(ctx, now.value))
  const state = stateOf(now.value.row)
  return fail(notPossible(state, actsNow(state, factsOf(now.value, now.value.row)), JUST_NOW))
}

type TimeFacts = Pick<ActFacts, 'type' | 'on' | 'validUntil' | 'replaced'>

const factsOf = ({ today, successor }: LoadedLicence, row: LicenceRow): TimeFacts => ({
  type: typeOfRow(row),
  on: today,
  validUntil: row.validUntil === null ? null : (civilDate(row.validUntil) ?? null),
  replaced: successor !== null,
})

type Asked = {
  readonly act: LicenceAct
  readonly input: ActInput
  /** What is wrong in the form of the input. */
  readonly errors: readonly FieldError[]
}
type Prepared = {
  readonly statements: readonly Statement[]
  readonly told: readonly OutboxRow[]
  /** What another region is told of it. */
  readonly partners: Told | null
}

/** Whether it is possible and whose it is; then all that is wrong with the input at once; then what is written. */
async function prepare(
  ctx: Context,
  loaded: LoadedLicence,
  { act, input, errors }: Asked,
  doer: Doer,
): Promise<Result<Prepared, Failure>> {
  const { row } = loaded
  const { ground = null, law = null, description = null, orderNumber = null } = input
  const official = officialActing(ctx, loaded)
  if (official === undefined) return fail({ code: 'notAllowed', need: '工作人员 an official' })
  const carried = { actor: official, law, description, orderNumber }
  const next = actOn(stateOf(row), act, { ...factsOf(loaded, row), ...carried, ground })
  const refused = next.ok ? null : next.failure
  if (refused?.code === 'stepNotPossible')
    return fail({ ...refused, because: doneOtherwise(loaded, act, doer) ?? refused.because })
  if (refused?.code === 'notAllowed') return fail(refused)
  const dependents = chosenDependents(loaded, act, input)
  const replacement =
    act === 'renew' || act === 'change' ? await replacementOf(ctx, loaded, act, input) : null
  const wrong = oncePerField([
    errors,
    refused?.errors ?? [],
    // What falls with it falls by the same decision, and needs the law named whatever the ground of this one.
    dependents.chosen.length === 0 ? [] : errorsOf('cancel', { ...carried, ground: WITH_OTHER }),
    dependents.errors,
    replacement === null || replacement.ok ? [] : replacement.failure,
  ])
  if (wrong.length > 0) return fail({ code: 'invalidInput', errors: wrong })
  if (!next.ok) return next

  // What was offered to another region is asked back, whatever else becomes of it: that region is not to take it.
  const asked = stateOf(row) === 'transferredOut' ? await askBack(ctx, row.identifier, act) : NOT_OFFERED
  const isHeldThere = act === 'cancelTransfer' && asked.state !== 'notOffered'
  if (isHeldThere && asked.state === 'waiting')
    return fail(notPossible('transferredOut', actsNow('transferredOut', factsOf(loaded, row)), ASKED_ALREADY))
  // It holds again once that region has answered, and not before.
  const after = isHeldThere ? 'transferredOut' : next.value

  const at = ctx.clock.now()
  const role = roleOf(loaded.acting, act)
  const data = {
    content: doer.content,
    ...role,
    ...(ground === null ? {} : { ground }),
    ...(orderNumber === null ? {} : { orderNumber }),
    ...(input.to === undefined ? {} : { to: input.to }),
    ...(dependents.chosen.length === 0
      ? {}
      : { dependents: dependents.chosen.map((each) => each.identifier) }),
  }
  const texts = textsOf(input)
  const department = role.department ?? row.departmentCode
  const telling = { act, after, ground, orderNumber, because: null, department }
  const notice = await licenceNotice(ctx, row, telling)
  if (replacement?.ok === true) {
    const replacing = { actor: doer.actor, ending: { data, texts }, at }
    const replaced = await replaceLicence(ctx, loaded, replacement.value, replacing)
    return replaced.ok ? ok(withNotices(replaced.value, [notice])) : replaced
  }
  const happening = { at, actor: doer.actor, texts }
  const own = await licenceStatusStatements(ctx, row, after, { ...happening, type: act, data })
  const fallen: Prepared[] = []
  for (const dependent of dependents.chosen) {
    const state = actOn(stateOf(dependent), 'cancel', {
      ...factsOf({ ...loaded, successor: null }, dependent),
      ...carried,
      ground: WITH_OTHER,
    })
    if (!state.ok) return state
    // Which licence it fell with and whose act that was: its own department reads only its own licence.
    const because = {
      content: doer.content,
      ...role,
      ground: WITH_OTHER,
      because: row.identifier,
      becauseDepartment: row.departmentCode,
      ...(orderNumber === null ? {} : { orderNumber }),
    }
    const done = { ...happening, type: 'cancel', data: because }
    const { statements } = await licenceStatusStatements(ctx, dependent, state.value, done)
    const toldOf = { ...telling, act: 'cancel', after: state.value, ground: WITH_OTHER } as const
    const its = await licenceNotice(ctx, dependent, { ...toldOf, because: row.identifier })
    fallen.push(withNotices(statements, [its]))
  }
  const all = [withNotices(own.statements, [notice]), ...fallen]
  return ok({
    statements: [
      ...all.flatMap(({ statements }) => statements),
      ...(asked.state === 'asked' ? asked.statements : []),
    ],
    told: all.flatMap(({ told }) => told),
    partners: asked.state === 'asked' ? asked.told : null,
  })
}

const NOT_OFFERED = { state: 'notOffered' } as const
const ASKED_ALREADY: StepBecause = {
  guard: 'askedBack',
  zh: '已请求取消转出，等待转入地区答复；尚未转入的，答复后恢复为有效。',
  en: 'The transfer was asked back and the other region has not answered yet; if it has not taken the licence, it holds again with the answer.',
  facts: {},
}

const withNotices = (statements: readonly Statement[], notices: readonly (Notice | null)[]): Prepared => {
  const known = notices.filter((notice) => notice !== null)
  return {
    statements: [...statements, ...known.map(({ statement }) => statement)],
    told: known.map(({ row }) => row),
    partners: null,
  }
}

/** 证照并销: the ground on which what depends on a cancelled licence is cancelled. */
const WITH_OTHER = 'dependsOnCancelled'

/** The official with the roles that were lent to them too; a licence of another department was not loaded. */
function officialActing({ actor }: Context, { acting }: LoadedLicence): Official | undefined {
  return actor.kind === 'official' ? { ...actor, roles: acting.map(({ role }) => role) } : undefined
}

/** In which role it was done, and for whom where the role was lent. */
function roleOf(
  acting: readonly Acting[],
  act: LicenceAct,
): { readonly role?: string; readonly department?: string; readonly onBehalfOf?: string } {
  const roles: readonly string[] = ACT_RULES[act].roles
  const found = acting.find(({ role }) => roles.includes(role))
  if (found === undefined) return {}
  const { role, department, onBehalfOf } = found
  return { role, department, ...(onBehalfOf === null ? {} : { onBehalfOf }) }
}

const textsOf = ({ reason, law, description, dependentsReason }: ActInput): Texts => ({
  reason,
  ...(law === undefined ? {} : { law: { act: law.act, article: law.article } }),
  ...(description === undefined ? {} : { description }),
  ...(dependentsReason === undefined ? {} : { dependentsReason }),
})
