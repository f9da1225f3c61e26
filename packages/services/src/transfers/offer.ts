import { civilDate, civilDateAt } from '@tongban/calendar'
import {
  canonicalJson,
  type Failure,
  type FieldError,
  fail,
  ok,
  type Result,
  ROLES,
  sha256Hex,
} from '@tongban/kernel'
import { ACT_RULES, actsNow, nextStateOf, notPossible } from '@tongban/licences'
import { blindIndex } from '@tongban/privacy'
import {
  agreementsWith,
  handoversOfCase,
  insertHandover,
  insertTransfer,
  type PartnerRow,
  partnerByRegion,
  type TransferRow,
} from '@tongban/store'
import { versionOf } from '../agreements/version.ts'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { sendTold, type Told, tellPlainly, whereSealed } from '../handovers/tell.ts'
import { licenceActor } from '../licences/actor.ts'
import { licenceStatusStatements } from '../licences/change.ts'
import { openContent } from '../licences/content.ts'
import { stateOf } from '../licences/in-force.ts'
import { type LoadedLicence, loadLicence } from '../licences/load.ts'
import { licenceNotice } from '../licences/notice.ts'
import { type Doer, doneOtherwise, isRepeated, JUST_NOW } from '../licences/repeated.ts'
import { type LicenceView, licenceView } from '../licences/view.ts'
import { drainLeased } from '../outbox/drain.ts'
import { NO_EXCHANGE } from '../partners/refusals.ts'
import { asJson, type Offer } from './content.ts'
import type { OfferInput } from './input.ts'
import { type Agreed, agreedTransfer, lineRow, withoutLineBefore } from './line.ts'

/**
 * 证照转出: offers a licence to the region its holder goes to. From that moment it is used for nothing new here; the message
 * with the licence sealed to the office that decides there, the state of the licence and its place in the status list are
 * one batch. The department that issued it does so, or whoever holds it asks for it.
 */
export async function offerTransfer(
  ctx: Context,
  identifier: string,
  input: OfferInput,
): Promise<Result<LicenceView, Failure>> {
  const loaded = await loadLicence(ctx, identifier)
  if (!loaded.ok) return loaded
  const doer = await doerOf(ctx, input)
  if (isRepeated(loaded.value, 'transferOut', doer)) return ok(await licenceView(ctx, loaded.value))
  const may = mayOffer(loaded.value, doer)
  if (!may.ok) return may
  const { to: partner } = input
  const { row } = loaded.value
  const [[known], versions, lines] = await ctx.database.read([
    partnerByRegion({ region: partner }),
    agreementsWith({ partner }),
    handoversOfCase({ caseNumber: identifier }),
  ])
  const sides = { licenceType: row.type, offeredBy: exchangeRegionOf(ctx), takenBy: partner }
  const on = civilDateAt(ctx.clock.now())
  const agreed = isOpen(known) ? await agreedTransfer(versions.map(versionOf), on, sides) : null
  if (agreed === null) return fail({ code: 'invalidInput', errors: [notAgreed(loaded.value)] })
  if (ctx.courier === null) return fail(NO_EXCHANGE)
  const before = lines.find((line) => line.partner === partner)
  const sealed = await whereSealed(() => prepare(ctx, loaded.value, { input, doer, agreed, before }))
  if (!sealed.ok) return sealed
  const offered = sealed.value
  const written = await ctx.database.write(offered.statements)
  if (!written.ok) return lostRace(ctx, identifier, doer)
  ctx.issuer?.statuses.changed()
  sendTold(ctx, offered.told)
  const { notifier } = ctx
  if (notifier !== null && offered.notice !== null)
    ctx.after(drainLeased(ctx, notifier, ctx.requestId, [offered.notice.row]))
  const after = await loadLicence(ctx, identifier)
  return after.ok ? ok(await licenceView(ctx, after.value)) : after
}

const isOpen = (partner: PartnerRow | undefined): boolean => partner?.state === 'active'

const doerOf = async (ctx: Context, input: OfferInput): Promise<Doer> => ({
  actor: await licenceActor(ctx),
  content: await blindIndex(
    ctx.keys,
    'licenceAct',
    await sha256Hex(canonicalJson(['transferOut', { ...input }])),
  ),
})

/** Its holder, or who may transfer it in the department that issued it; and whether it can be now. */
function mayOffer(loaded: LoadedLicence, doer: Doer): Result<void, Failure> {
  const { row, type, today, successor, relation, acting } = loaded
  const { roles } = ACT_RULES.transferOut
  const named: readonly string[] = roles
  const isOfDepartment = relation === 'department' && acting.some(({ role }) => named.includes(role))
  if (relation !== 'holder' && !isOfDepartment)
    return fail({
      code: 'notAllowed',
      need: `持证人 its holder、${roles.map((role) => `${ROLES[role].zh} ${ROLES[role].en}`).join('、')}`,
    })
  const state = stateOf(row)
  const facts = {
    type,
    on: today,
    validUntil: row.validUntil === null ? null : (civilDate(row.validUntil) ?? null),
    replaced: successor !== null,
  }
  const possible = actsNow(state, facts)
  if (possible.includes('transferOut')) return ok(undefined)
  return fail(notPossible(state, possible, doneOtherwise(loaded, 'transferOut', doer)))
}

type Offering = {
  readonly input: OfferInput
  readonly doer: Doer
  readonly agreed: Agreed
  readonly before: Parameters<typeof lineRow>[1]
}

async function prepare(ctx: Context, loaded: LoadedLicence, { input, doer, agreed, before }: Offering) {
  const { row, relation } = loaded
  const { to: partner, ground, reason } = input
  const { identifier } = row
  const at = ctx.clock.now()
  const id = ctx.ids.uuid()
  const content = await openContent(ctx, row)
  const line = lineRow(
    { caseNumber: identifier, partner, role: 'offering', itemCode: row.type, ...agreed, at },
    before,
  )
  const offer: Offer = {
    credential: content.credential,
    holder: content.holder,
    claims: { ...content.claims },
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    askedBy: relation === 'holder' ? 'holder' : 'department',
    reason,
  }
  const told: Told = await tellPlainly(
    ctx,
    line,
    {
      type: 'licence.transfer-offered',
      id,
      data: {
        at,
        licenceType: row.type,
        digest: await sha256Hex(content.credential),
        caseNumber: row.caseNumber,
        code: ground,
      },
      personal: asJson(offer),
    },
    insertHandover,
  )
  const state = nextStateOf(stateOf(row), 'transferOut')
  if (state === undefined) throw new Error(`a licence that is ${row.state} is not offered`)
  const status = await licenceStatusStatements(ctx, row, state, {
    type: 'transferOut',
    at,
    actor: doer.actor,
    data: { content: doer.content, to: partner, transfer: id, transferGround: ground },
    texts: { reason },
  })
  const telling = {
    act: 'transferOut',
    after: state,
    ground: null,
    orderNumber: null,
    because: null,
  } as const
  const notice = await licenceNotice(ctx, row, { ...telling, department: row.departmentCode })
  const transfer: TransferRow = {
    id,
    direction: 'out',
    partner,
    identifier,
    type: row.type,
    department: row.departmentCode,
    state: 'offered',
    ground,
    seq: line.outSeq + 1,
    caseNumber: row.caseNumber,
    offeredAt: at,
    answeredAt: null,
    answerCode: null,
    successor: null,
    updatedAt: at,
  }
  return {
    told,
    notice,
    statements: [
      ...status.statements,
      ...withoutLineBefore(before),
      ...told.statements,
      insertTransfer(transfer),
      ...(notice === null ? [] : [notice.statement]),
    ],
  }
}

async function lostRace(ctx: Context, identifier: string, doer: Doer): Promise<Result<LicenceView, Failure>> {
  const now = await loadLicence(ctx, identifier)
  if (!now.ok) return now
  if (isRepeated(now.value, 'transferOut', doer)) return ok(await licenceView(ctx, now.value))
  const may = mayOffer(now.value, doer)
  return may.ok ? fail(notPossible(stateOf(now.value.row), [], JUST_NOW)) : may
}

const notAgreed = ({ type }: LoadedLicence): FieldError => ({
  pointer: '/to',
  zh: `与该地区没有生效的协议约定“${type.name.zh}”可以转往该地。请核对地区代码；没有协议的，向该地区申请新办，再注销本证照。`,
  en: `No agreement in force with that region says that a licence of the type “${type.name.en}” may go there. Check the code; without an agreement, apply there anew and have this licence cancelled.`,
})
