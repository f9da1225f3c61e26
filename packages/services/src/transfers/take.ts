import { civilDate } from '@tongban/calendar'
import { TRANSFER_STATES, transferAfter } from '@tongban/exchange'
import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { typeOf, validityOf, wrongClaims } from '@tongban/licences'
import type { Statement } from '@tongban/store'
import { creditCodeOf, organOf } from '../cases/letterhead.ts'
import type { Context } from '../context.ts'
import { sendTold, whereSealed } from '../handovers/tell.ts'
import { licenceActor } from '../licences/actor.ts'
import { payloadOf } from '../licences/content.ts'
import { licenceSlot } from '../licences/draw.ts'
import { prepareIssue, type Wanted } from '../licences/issue.ts'
import { checkCredentials } from '../licences/verify/check.ts'
import { ANSWERED_MEANWHILE, answeredOffer, answerStatement, asState } from './answer.ts'
import type { Offer } from './content.ts'
import { type LoadedTransfer, loadOffer } from './load.ts'
import { type TransferView, transferView } from './view.ts'

/**
 * 证照转入: takes over a licence that another region offers. That it is genuine, theirs, and held back there as offered is
 * verified anew at this moment; the licence issued in its place, and the message by which that region ends its own, are
 * one batch. Of two who answer at once, or where the offer was asked back, the first stands and the other is told so.
 */
const DRAWS = 3

export async function takeTransfer(ctx: Context, id: string): Promise<Result<TransferView, Failure>> {
  for (let draw = 1; ; draw += 1) {
    const loaded = await loadOffer(ctx, id)
    if (!loaded.ok) return loaded
    const { row, line } = loaded.value
    if (row.state === 'taken') return ok(transferView(row))
    const open = openOffer(loaded.value)
    if (!open.ok) return open
    const wanted = await successorOf(ctx, loaded.value, open.value)
    if (!wanted.ok) return wanted
    const slot = licenceSlot(ctx)
    const [places] = await ctx.database.read([slot.statement])
    const issued = await prepareIssue(ctx, [wanted.value], slot.take(places))
    if (!issued.ok) return fail({ code: 'unavailable', what: 'service' })
    const [licence] = issued.value.issued
    if (licence === undefined) throw new Error('nothing was issued')
    const answer = { outcome: 'taken', successor: licence.identifier } as const
    const sealed = await whereSealed(() => answeredOffer(ctx, row, line, answer))
    if (!sealed.ok) return sealed
    const answered = sealed.value
    const statements: readonly Statement[] = [
      ...issued.value.statements,
      ...answered.statements,
      answerStatement(answered.transfer),
    ]
    const written = await ctx.database.write(statements)
    if (written.ok) {
      sendTold(ctx, answered.told)
      return ok(transferView(answered.transfer))
    }
    const { table } = written.failure
    // A number or a place was taken meanwhile, or somebody has answered: nothing was written, and it is looked at again.
    if (draw === DRAWS || !MAY_BEAT.includes(table)) throw new Error(`conflict in ${table}`)
  }
}
const MAY_BEAT: readonly string[] = ['licences', ANSWERED_MEANWHILE]

/** What was offered, where it is open; else how it stands. */
export function openOffer({ row, offer }: LoadedTransfer): Result<Offer, Failure> {
  const state = asState(row.state)
  if (transferAfter(state, 'take') !== undefined && offer !== null) return ok(offer)
  return fail({
    code: 'stepNotPossible',
    state,
    possible: [],
    words: { what: { zh: '该转入事项', en: 'offer' }, state: TRANSFER_STATES[state], possible: [] },
  })
}

/** The licence that takes its place: it says the same and ends on the same day. */
async function successorOf(
  ctx: Context,
  { row, today }: LoadedTransfer,
  offer: Offer,
): Promise<Result<Wanted, Failure>> {
  const refused = await whyNotHolding(ctx, row, offer)
  if (refused !== null) return fail({ code: 'invalidInput', errors: [refused] })
  const type = typeOf(row.type)
  if (type === undefined) throw new Error(`no such type of licence: ${row.type}`)
  const begins = civilDate(offer.validFrom) ?? today
  const validFrom = begins > today ? begins : today
  const ends = offer.validUntil === null ? null : (civilDate(offer.validUntil) ?? null)
  const validUntil = validityOf(type, validFrom, ends)
  const claims = { ...offer.claims }
  if (!validUntil.ok || wrongClaims(type, claims).length > 0)
    return fail({ code: 'invalidInput', errors: [NOT_OF_TYPE] })
  return ok({
    type: type.slug,
    caseNumber: row.caseNumber,
    departmentCode: row.department,
    issuingAuthority: organOf(ctx.region, row.department),
    issuingAuthorityCode: creditCodeOf(ctx.region, row.department),
    holder: offer.holder,
    claims,
    validFrom,
    validUntil: validUntil.value,
    // The key of its holder that the licence before was bound to.
    holderKey: payloadOf(offer).cnf?.jwk ?? null,
    at: ctx.clock.now(),
    actor: await licenceActor(ctx),
    predecessor: row.identifier,
  })
}

/** While it is offered its status list says that it is neither valid nor at an end: that alone may speak against it. */
const HELD_BACK = 'status:other'

async function whyNotHolding(
  ctx: Context,
  { identifier, partner }: LoadedTransfer['row'],
  { credential }: Offer,
): Promise<FieldError | null> {
  const [checked] = await checkCredentials(ctx, [credential])
  if (checked === undefined) throw new Error('a licence was not answered')
  const reasons = checked.reasons.filter((code) => code !== HELD_BACK)
  const isHeldBack = checked.reasons.includes(HELD_BACK)
  if (isHeldBack && reasons.length === 0 && checked.identifier === identifier && checked.issuer === partner)
    return null
  const why = reasons.length > 0 ? reasons.join(', ') : isHeldBack ? 'otherLicence' : 'stillInUse'
  return {
    pointer: '',
    zh: `转出地的证照核验不通过（${why}），不能转入。状态刚变更的请稍后再试；确有问题的，不予转入并写明理由。`,
    en: `The licence offered does not verify (${why}) and cannot be taken over. If its status has just changed try again in a moment; else decline and say why.`,
  }
}

const NOT_OF_TYPE: FieldError = {
  pointer: '',
  zh: '证照内容不符合本地区该类证照的要求，或者有效期已届满，不能转入。请不予转入并写明理由。',
  en: 'What the licence says does not fit its type here, or it has run out. Decline it and say why.',
}
