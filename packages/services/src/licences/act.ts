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
  sha256Hex,
} from '@tongban/kernel'
import { ACT_RULES, type ActFacts, actOn, actsNow, LICENCE_ACTS, type LicenceAct } from '@tongban/licences'
import { blindIndex } from '@tongban/privacy'
import type { LicenceRow, Statement } from '@tongban/store'
import type { Texts } from '../cases/event-texts.ts'
import type { Context } from '../context.ts'
import type { Acting } from '../delegations/in-force.ts'
import type { ActInput, ActPath } from './act-input.ts'
import { type LicenceActor, licenceActor } from './actor.ts'
import { licenceStatusStatements } from './change.ts'
import { chosenDependents } from './dependents.ts'
import { standingName, stateOf } from './in-force.ts'
import { type LoadedLicence, loadLicence, readData } from './load.ts'
import { type Replacing, replaceLicence } from './replace.ts'
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

/** Penalties and annulments are written decisions with a number (行政处罚法 59; 行政许可法 38). */
const WITH_ORDER: readonly LicenceAct[] = ['suspend', 'annul', 'revoke']
/** How often places are drawn anew for the version that replaces another. */
const DRAWS = 3

export async function actOnLicence(
  ctx: Context,
  identifier: string,
  path: ActPath,
  input: ActInput,
): Promise<Result<LicenceView, Failure>> {
  const act = ACT_OF_PATH[path]
  const content = await blindIndex(
    ctx.keys,
    'licenceAct',
    await sha256Hex(canonicalJson([act, asJson(input)])),
  )
  for (let draw = 1; ; draw += 1) {
    const loaded = await loadLicence(ctx, identifier)
    if (!loaded.ok) return loaded
    const actor = await licenceActor(ctx)
    if (isRepeated(loaded.value, act, actor, content)) return ok(await licenceView(ctx, loaded.value))
    const prepared = await prepare(ctx, loaded.value, act, input, { actor, content })
    if (!prepared.ok) return prepared
    const written = await ctx.database.write(prepared.value)
    if (written.ok) break
    // Number or place of the new version was taken meanwhile: nothing was written.
    if (written.failure.table === 'licences' && draw < DRAWS) continue
    if (written.failure.table !== 'licence_events' && written.failure.table !== 'licences')
      throw new Error(`conflict in ${written.failure.table}`)
    return lostRace(ctx, identifier, act, { actor, content })
  }
  ctx.issuer?.statuses.changed()
  const after = await loadLicence(ctx, identifier)
  return after.ok ? ok(await licenceView(ctx, after.value)) : after
}

/** Guarantee: the input was read from JSON and has passed the schema of its act. */
const asJson = (input: ActInput) => input as unknown as Json

type Doer = { readonly actor: LicenceActor; readonly content: string }

/** Nothing has been done since, and the last thing done was this, by this very person. */
function isRepeated(
  { events }: LoadedLicence,
  act: LicenceAct,
  actor: LicenceActor,
  content: string,
): boolean {
  const last = events.at(-1)
  return (
    last !== undefined &&
    last.type === act &&
    last.actorSubject === actor.subject &&
    readData(last.data).content === content
  )
}

async function lostRace(
  ctx: Context,
  identifier: string,
  act: LicenceAct,
  { actor, content }: Doer,
): Promise<Result<LicenceView, Failure>> {
  const now = await loadLicence(ctx, identifier)
  if (!now.ok) return now
  if (isRepeated(now.value, act, actor, content)) return ok(await licenceView(ctx, now.value))
  const state = stateOf(now.value.row)
  const possible = actsNow(state, factsOf(now.value, now.value.row))
  return fail({
    code: 'stepNotPossible',
    state,
    possible,
    words: {
      what: { zh: '该证照已有他人办理，', en: 'licence, on which somebody else has just acted,' },
      state: standingName(state),
      possible: possible.map((each) => ({ zh: LICENCE_ACTS[each].zh, en: LICENCE_ACTS[each].en })),
    },
  })
}

type TimeFacts = Pick<ActFacts, 'type' | 'on' | 'validUntil' | 'replaced'>

const factsOf = ({ today, successor }: LoadedLicence, row: LicenceRow): TimeFacts => ({
  type: typeOfRow(row),
  on: today,
  validUntil: row.validUntil === null ? null : (civilDate(row.validUntil) ?? null),
  replaced: successor !== null,
})

async function prepare(
  ctx: Context,
  loaded: LoadedLicence,
  act: LicenceAct,
  input: ActInput,
  doer: Doer,
): Promise<Result<readonly Statement[], Failure>> {
  const { row } = loaded
  const { ground = null, law = null, description = null, orderNumber = null } = input
  const official = officialActing(ctx, loaded)
  if (official === undefined) return fail({ code: 'notAllowed', need: '工作人员 an official' })
  const asked = { actor: official, law, description }
  const next = actOn(stateOf(row), act, { ...factsOf(loaded, row), ...asked, ground })
  if (!next.ok) return next
  if (WITH_ORDER.includes(act) && orderNumber === null)
    return fail({ code: 'invalidInput', errors: [NO_ORDER] })
  const dependents = chosenDependents(loaded, act, input)
  if (!dependents.ok) return dependents

  const at = ctx.clock.now()
  const data = {
    content: doer.content,
    ...roleOf(loaded.acting, act),
    ...(ground === null ? {} : { ground }),
    ...(orderNumber === null ? {} : { orderNumber }),
    ...(input.to === undefined ? {} : { to: input.to }),
    ...(dependents.value.length === 0 ? {} : { dependents: dependents.value.map((each) => each.identifier) }),
  }
  const texts = textsOf(input)
  if (act === 'renew' || act === 'change') {
    const replacing: Replacing = { act, input, actor: doer.actor, ending: { data, texts }, at }
    return replaceLicence(ctx, loaded, replacing)
  }
  const happening = { at, actor: doer.actor, texts }
  const own = await licenceStatusStatements(ctx, row, next.value, { ...happening, type: act, data })
  const fallen = await Promise.all(
    dependents.value.map(async (dependent): Promise<Result<readonly Statement[], Failure>> => {
      const state = actOn(stateOf(dependent), 'cancel', {
        ...factsOf({ ...loaded, successor: null }, dependent),
        ...asked,
        ground: WITH_OTHER,
      })
      if (!state.ok) return state
      const because = { content: doer.content, ground: WITH_OTHER, because: row.identifier }
      const done = { ...happening, type: 'cancel', data: because }
      return ok((await licenceStatusStatements(ctx, dependent, state.value, done)).statements)
    }),
  )
  return joined(own.statements, fallen)
}

/** 证照并销: the ground on which what depends on a cancelled licence is cancelled. */
const WITH_OTHER = 'dependsOnCancelled'

function joined(
  own: readonly Statement[],
  fallen: readonly Result<readonly Statement[], Failure>[],
): Result<readonly Statement[], Failure> {
  const statements = [...own]
  for (const each of fallen) {
    if (!each.ok) return each
    statements.push(...each.value)
  }
  return ok(statements)
}

/** The official with the roles that were lent to them too; a licence of another department was not loaded. */
function officialActing({ actor }: Context, { acting }: LoadedLicence): Official | undefined {
  return actor.kind === 'official' ? { ...actor, roles: acting.map(({ role }) => role) } : undefined
}

/** In which role it was done, and for whom where the role was lent. */
function roleOf(acting: readonly Acting[], act: LicenceAct) {
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

const NO_ORDER: FieldError = {
  pointer: '/orderNumber',
  zh: '请填写决定书文号：暂扣、撤销、吊销须有书面决定。',
  en: 'Give the number of the written decision: suspending, annulling and revoking need one.',
}
