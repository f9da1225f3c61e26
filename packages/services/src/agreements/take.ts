import { addDays, civilDateAt } from '@tongban/calendar'
import {
  type Agreement,
  type AgreementAct,
  type AgreementStand,
  agreementDigest,
  agreementText,
  partyOf,
} from '@tongban/exchange'
import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { insertAgreement, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { recordAct } from '../partners/act.ts'
import { onceOf, type SignedOnce } from '../partners/once.ts'
import type { Partner } from '../partners/partner.ts'
import { ownBaseUrl } from '../partners/view.ts'
import { bind } from './bind.ts'
import { statedBy, statedHere, takeCountersignature } from './countersigned.ts'
import { endBy } from './end.ts'
import { changed, isElsewhere, type Loaded, loadAgreement, mustBeActive } from './load.ts'
import { newRow } from './propose.ts'
import { agreementDiffers, agreementIdRefused, agreementIs, namesOthers } from './refusals.ts'
import { standOf } from './stand.ts'
import { isSigned, lastSigned, openVersion, type Version, versionOf } from './version.ts'

/**
 * What a partner tells of an agreement is taken in: a proposal, its signature, that it does not sign, or its notice. The
 * same again changes nothing and is answered in the same way; another document under the same id and version is refused.
 * The answer says how the agreement stands here, with this region's signature where it has signed.
 */
export async function takeAgreementAct(
  ctx: Context,
  signed: SignedOnce,
  act: AgreementAct,
): Promise<Result<AgreementStand, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') return fail({ code: 'notAllowed', need: '协同地区 partner region' })
  const id = act.act === 'propose' ? act.document.id : act.id
  const parties = [exchangeRegionOf(ctx), actor.subject] as const
  if (act.act === 'propose' && namesOthers(id, parties))
    return fail(agreementIdRefused('/document/id', parties))
  const loaded = await loadAgreement(ctx, id, actor.subject)
  if (!loaded.ok)
    return act.act === 'propose' && isElsewhere(loaded.failure)
      ? fail(agreementIdRefused('/document/id', parties))
      : loaded
  const active = mustBeActive(loaded.value)
  if (!active.ok) return active
  const taken = await takeOne(ctx, loaded.value, act)
  if (!taken.ok) return taken
  const { version, statements, what } = taken.value
  const once = onceOf(actor.subject, signed)
  const record = async (done: string) =>
    recordAct(ctx, `agreement/${id}`, loaded.value.acts, done, {
      version: version.version,
      digest: version.digest,
    })
  const written = await ctx.database.write(what === null ? [once] : [once, await record(what), ...statements])
  if (written.ok) return ok(standOf(version))
  return written.failure.table === 'exchange_nonces'
    ? fail({ code: 'signatureRefused', reason: 'replayed', serverTime: ctx.clock.now() })
    : fail({ code: 'stillRunning' })
}

/** `what`: the act that is recorded; null: nothing has changed. */
type Taken = {
  readonly version: Version
  readonly statements: readonly Statement[]
  readonly what: string | null
}
const asBefore = (version: Version) => ok<Taken>({ version, statements: [], what: null })

function takeOne(ctx: Context, loaded: Loaded, act: AgreementAct): Promise<Result<Taken, Failure>> {
  if (act.act === 'propose') return takeProposal(ctx, loaded, act)
  const version = loaded.versions.find((each) => each.version === act.version && each.digest === act.digest)
  if (version === undefined) return Promise.resolve(fail({ code: 'notFound', what: 'agreement' }))
  switch (act.act) {
    case 'countersign':
      return takeSignature(ctx, loaded, version, act.signature)
    case 'decline':
      return takeRefusal(ctx, loaded, version, act.signature)
    case 'end':
      return takeNotice(ctx, loaded, version, act.signature)
  }
}

async function takeProposal(
  ctx: Context,
  { versions, partner, id }: Loaded,
  act: Extract<AgreementAct, { act: 'propose' }>,
): Promise<Result<Taken, Failure>> {
  const { document } = act
  const text = agreementText(document)
  const digest = await agreementDigest(text)
  const name = `${id}@${document.version}`
  const same = versions.find((each) => each.version === document.version)
  if (same !== undefined && same.digest !== digest) return fail(agreementDiffers(name))
  const row = {
    ...newRow(document, partner.region, ctx.clock.now()),
    document: text,
    digest,
    state: 'proposedThere',
    partnerSignature: act.signature,
  }
  const version = same ?? versionOf(row)
  const stated = await statedBy(ctx, partner, version, act.signature)
  if (!stated.ok || stated.value.act !== 'sign')
    return fail(badSignature(stated.ok ? 'otherAct' : stated.failure))
  if (same !== undefined) return takeSame(ctx, partner, versions, same, act.signature)
  const errors = partyErrors(ctx, document, partner)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  if (document.version <= (versions.at(-1)?.version ?? 0) || openVersion(versions) !== undefined)
    return fail(agreementDiffers(name))
  if (act.countersignature !== null) {
    const ours = await statedHere(ctx, version, act.countersignature)
    if (!ours.ok || ours.value.act !== 'sign')
      return fail(badSignature(ours.ok ? 'otherAct' : ours.failure, '/countersignature'))
    // Signed here before, and forgotten since: an older database was restored.
    const signatures = {
      own: act.countersignature,
      partner: act.signature,
      signedAt: [ours.value.at, stated.value.at],
    } as const
    const all = [...versions, version]
    const bound = await bind(ctx, all, version, signatures, { untold: null, nextAt: null })
    const after = bound.versions.find((each) => each.version === version.version) ?? version
    return ok({ version: after, statements: [insertAgreement(row), ...bound.statements], what: 'recovered' })
  }
  if (document.previous !== (lastSigned(versions)?.digest ?? null)) return fail(agreementDiffers(name))
  return ok({ version, statements: [insertAgreement(row)], what: 'received' })
}

/** The same document again; where both regions have proposed the very same, both have signed it. */
async function takeSame(
  ctx: Context,
  partner: Partner,
  versions: readonly Version[],
  same: Version,
  signature: string,
): Promise<Result<Taken, Failure>> {
  if (same.state !== 'proposedHere') return asBefore(same)
  const bound = await takeCountersignature(ctx, partner, versions, same, signature)
  return bound.ok ? ok({ ...bound.value, what: 'countersigned' }) : fail(badSignature(bound.failure))
}

async function takeSignature(
  ctx: Context,
  { versions, partner }: Loaded,
  version: Version,
  signature: string,
): Promise<Result<Taken, Failure>> {
  if (isSigned(version)) return asBefore(version)
  // Taken back here, and signed there before that was heard.
  const takenBack =
    version.state === 'declined' && version.untold === 'decline' && version.ownSignature !== null
  if (version.state !== 'proposedHere' && !takenBack) return asBefore(version)
  const bound = await takeCountersignature(ctx, partner, versions, version, signature)
  return bound.ok ? ok({ ...bound.value, what: 'countersigned' }) : fail(badSignature(bound.failure))
}

async function takeRefusal(
  ctx: Context,
  { partner }: Loaded,
  version: Version,
  closing: string,
): Promise<Result<Taken, Failure>> {
  // Signed before this was heard: it stands, and the answer says so.
  if (isSigned(version) || version.state === 'declined') return asBefore(version)
  const stated = await statedBy(ctx, partner, version, closing)
  if (!stated.ok || stated.value.act !== 'decline')
    return fail(badSignature(stated.ok ? 'otherAct' : stated.failure))
  const after = changed(ctx, version, {
    state: 'declined',
    closing,
    pending: null,
    pendingBy: null,
    untold: null,
    nextAt: null,
  })
  return ok({ version: after.version, statements: [after.statement], what: 'declinedThere' })
}

async function takeNotice(
  ctx: Context,
  { versions, partner }: Loaded,
  version: Version,
  closing: string,
): Promise<Result<Taken, Failure>> {
  if (!isSigned(version)) return fail(agreementIs(`${version.id}@${version.version}`, version.state))
  const stated = await statedBy(ctx, partner, version, closing)
  if (!stated.ok || stated.value.act !== 'end')
    return fail(badSignature(stated.ok ? 'otherAct' : stated.failure))
  const { endsOn, at } = stated.value
  if (version.endedOn !== null && version.endedOn <= endsOn) return asBefore(version)
  if (endsOn < noticeFrom(at, version.agreement))
    return fail({ code: 'invalidInput', errors: [SHORT_NOTICE] })
  const ended = await endBy(ctx, versions, version, { endsOn, closing }, {})
  return ok({ ...ended, what: 'endedThere' })
}

/** The earliest last day, counted from the day on which the notice was signed. */
const noticeFrom = (at: number, { noticeDays }: Agreement): string =>
  addDays(civilDateAt(at * 1000), noticeDays)

const SHORT_NOTICE = {
  pointer: '/signature',
  zh: '终止日早于协议约定的通知期限。',
  en: 'The last day is before the days of notice agreed on are over.',
}

const badSignature = (reason: string, pointer = '/signature'): Failure => ({
  code: 'invalidInput',
  errors: [
    {
      pointer,
      zh: `签名不能采信（${reason}）。请以已登记的有效密钥签署本文本。`,
      en: `The signature does not count (${reason}). Sign this document with a registered key in force.`,
    },
  ],
})

/** Both regions as each knows the other: addresses as registered, and no key that is not known to be that region's. */
function partyErrors(ctx: Context, document: Agreement, partner: Partner): readonly FieldError[] {
  const own = partyOf(document, exchangeRegionOf(ctx))
  const theirs = partyOf(document, partner.region)
  if (own === undefined || theirs === undefined)
    return [
      {
        pointer: '/document/parties',
        zh: '协议双方应为本地区和提出的地区。',
        en: 'The parties are this region and the one that proposes.',
      },
    ]
  const known = new Set([...(ctx.exchange?.published ?? []), ...partner.keys].map(({ kid }) => kid))
  const unknown = [...own.keys, ...theirs.keys].some((kid) => !known.has(kid))
  return [
    ...(unknown
      ? [
          {
            pointer: '/document/parties',
            zh: '列有未登记的密钥指纹。请双方重新核对密钥。',
            en: 'Names the thumbprint of a key that is not registered. Compare the keys again.',
          },
        ]
      : []),
    ...(own.baseUrl !== ownBaseUrl(ctx) || theirs.baseUrl !== partner.baseUrl
      ? [
          {
            pointer: '/document/parties',
            zh: '交换地址与双方登记的不一致。',
            en: 'The addresses are not those registered on both sides.',
          },
        ]
      : []),
  ]
}
