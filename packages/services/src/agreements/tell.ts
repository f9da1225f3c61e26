import { type AgreementAct, type AgreementStand, agreementStandSchema } from '@tongban/exchange'
import { partnerByRegion, settleUntold, untoldAgreements } from '@tongban/store'
import type { Context } from '../context.ts'
import type { PartnerAnswer } from '../exchange/ask-partner.ts'
import { recordAct } from '../partners/act.ts'
import { askAbout } from '../partners/ask.ts'
import { type Partner, partnerOf } from '../partners/partner.ts'
import { takeCountersignature } from './countersigned.ts'
import { loadAgreement } from './load.ts'
import { isSigned, type Version, versionOf } from './version.ts'

/**
 * Tells a partner what it does not know of an agreement yet, until it has answered: right after it was confirmed here, and
 * by cron. The answer says how the agreement stands there, so that a signature whose way here was cut off is taken from it.
 */
export async function tellAgreement(ctx: Context, partner: Partner, version: Version): Promise<boolean> {
  const act = actOf(version)
  if (act === null || version.untold === null) return true
  // It is told when it is resumed.
  if (partner.state !== 'active') return false
  const asked = await askAbout(ctx, partner, {
    path: '/cx/1/agreements',
    body: act,
    idempotencyKey: `${version.untold}-${version.digest}`,
  })
  const stand = standIn(asked, version)
  const now = ctx.clock.now()
  const told = stand !== null
  if (!told) ctx.log('agreementUntold', { agreement: version.id, reason: reasonOf(asked) })
  await ctx.database.write([
    settleUntold({
      id: version.id,
      version: version.version,
      was: version.untold,
      untold: told ? null : version.untold,
      attempts: version.attempts + 1,
      nextAt: told ? null : now + delayOf(asked, version.attempts),
      lastReason: told ? null : reasonOf(asked),
    }),
  ])
  if (stand !== null) await takeFrom(ctx, partner, stand)
  return told
}

/** By cron: whatever partners have to be told and may be told now. */
const AT_ONCE = 20
export async function tellAgreements(
  ctx: Context,
): Promise<{ readonly told: number; readonly waiting: number }> {
  const [rows] = await ctx.database.read([untoldAgreements({ now: ctx.clock.now(), limit: AT_ONCE })])
  let told = 0
  for (const row of rows) {
    const [[known]] = await ctx.database.read([partnerByRegion({ region: row.partner })])
    if (known === undefined) continue
    if (await tellAgreement(ctx, partnerOf(known), versionOf(row))) told += 1
  }
  return { told, waiting: rows.length - told }
}

function actOf(version: Version): AgreementAct | null {
  const { id, version: number, digest, untold, ownSignature, partnerSignature, closing } = version
  const named = { id, version: number, digest }
  switch (untold) {
    case 'propose':
      return ownSignature === null
        ? null
        : {
            act: 'propose',
            document: version.agreement,
            signature: ownSignature,
            countersignature: isSigned(version) ? partnerSignature : null,
          }
    case 'countersign':
      return ownSignature === null ? null : { act: 'countersign', ...named, signature: ownSignature }
    case 'decline':
    case 'end':
      return closing === null ? null : { act: untold, ...named, signature: closing }
    default:
      return null
  }
}

/** How it stands there; null where it was not told. */
function standIn(asked: PartnerAnswer, { id, version, digest }: Version): AgreementStand | null {
  if (asked.state !== 'answered') return null
  const read = agreementStandSchema.safeParse(asked.json)
  const same =
    read.success && read.data.id === id && read.data.version === version && read.data.digest === digest
  return same ? read.data : null
}

/** A signature of the partner's that has not come by itself. */
async function takeFrom(ctx: Context, partner: Partner, stand: AgreementStand): Promise<void> {
  if (stand.signature === null || stand.state === 'declined') return
  const loaded = await loadAgreement(ctx, stand.id, partner.region)
  if (!loaded.ok) return
  const { versions, acts } = loaded.value
  const version = versions.find((each) => each.version === stand.version)
  if (version === undefined || isSigned(version) || version.ownSignature === null) return
  const bound = await takeCountersignature(ctx, partner, versions, version, stand.signature)
  if (!bound.ok) {
    ctx.log('agreementSignatureRefused', { agreement: stand.id, reason: bound.failure })
    return
  }
  await ctx.database.write([
    await recordAct(
      { ...ctx, actor: { kind: 'partner', subject: partner.region } },
      `agreement/${stand.id}`,
      acts,
      'countersigned',
      {
        version: stand.version,
        digest: stand.digest,
      },
    ),
    ...bound.value.statements,
  ])
}

const FIRST_MS = 15_000
const LONGEST_MS = 300_000
/** What a person has to mend is not mended sooner by asking often. */
const REFUSED_MS = 3_600_000

function delayOf(asked: PartnerAnswer, attempts: number): number {
  if (asked.state === 'refused' && asked.refusal.class !== 'retry') return REFUSED_MS
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 10))
}

const reasonOf = (asked: PartnerAnswer): string =>
  asked.state === 'refused' ? asked.refusal.reason : 'answer not in the form'
