import {
  type Agreement,
  agreementDigest,
  agreementSchema,
  agreementText,
  type Party,
  type Terms,
} from '@tongban/exchange'
import { isInForce, type PartnerKey } from '@tongban/exchange/wire'
import { canonicalJson, type Failure, fail, type Json, ok, type Result } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import { type AgreementRow, insertAgreement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { recordAct } from '../partners/act.ts'
import { NO_EXCHANGE } from '../partners/refusals.ts'
import { ownBaseUrl } from '../partners/view.ts'
import { mustHold, PROPOSERS } from '../partners/who.ts'
import { agreementErrors } from './checks.ts'
import { isElsewhere, type Loaded, loadAgreement, mustBeActive } from './load.ts'
import { pendingText } from './pending.ts'
import { agreementIdRefused, agreementIs, namesOthers } from './refusals.ts'
import { lastSigned, nameOf, openVersion, type Version, versionOf } from './version.ts'
import { type AgreementView, agreementView } from './view.ts'

/**
 * Draws an agreement up, or an amendment of one: the next version, which names the digest of the version signed last. It
 * leaves this region when a second person has confirmed it. The same again changes nothing.
 */
export type AgreementInput = { readonly id: string; readonly partner: string } & Terms

export async function proposeAgreement(
  ctx: Context,
  input: AgreementInput,
): Promise<Result<AgreementView, Failure>> {
  const may = mustHold(ctx, PROPOSERS)
  if (!may.ok) return may
  const parties = [exchangeRegionOf(ctx), input.partner] as const
  // Refused there as well: told here, before anybody signs.
  if (namesOthers(input.id, parties)) return fail(agreementIdRefused('/id', parties))
  const loaded = await loadAgreement(ctx, input.id, input.partner)
  if (!loaded.ok) return isElsewhere(loaded.failure) ? fail(agreementIdRefused('/id', parties)) : loaded
  const active = mustBeActive(loaded.value)
  if (!active.ok) return active
  const { versions, acts } = loaded.value
  const last = versions.at(-1)
  if (last !== undefined && last.state !== 'declined' && isSame(last, input))
    return ok(agreementView(last, versions))
  const open = openVersion(versions)
  if (open !== undefined) return fail(agreementIs(nameOf(open), open.state))
  const drawn = drawUp(ctx, input, loaded.value)
  if (!drawn.ok) return drawn
  const errors = agreementErrors(ctx, drawn.value, loaded.value.partner)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const row = await draftOf(ctx, drawn.value, input.partner)
  const written = await ctx.database.write([
    await recordAct(ctx, `agreement/${input.id}`, acts, 'drafted', {
      version: row.version,
      digest: row.digest,
    }),
    insertAgreement(row),
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  const version = versionOf(row)
  return ok(agreementView(version, [...versions, version]))
}

/** Guarantee: terms hold texts, numbers, lists and null only. */
const textOf = (terms: Terms) => canonicalJson(terms as unknown as Json)

function isSame({ agreement }: Version, { id: _, partner: __, ...asked }: AgreementInput): boolean {
  const { id: ___, version: ____, parties: _____, previous: ______, ...terms } = agreement
  return textOf(terms) === textOf(asked)
}

function drawUp(
  ctx: Context,
  input: AgreementInput,
  { versions, partner }: Loaded,
): Result<Agreement, Failure> {
  const baseUrl = ownBaseUrl(ctx)
  if (ctx.exchange === null || baseUrl === null) return fail(NO_EXCHANGE)
  const now = Math.floor(ctx.clock.now() / 1000)
  const region = exchangeRegionOf(ctx)
  const own: Party = { region, name: ctx.region.name, baseUrl, keys: signing(ctx.exchange.published, now) }
  const theirs: Party = {
    region: partner.region,
    name: partner.name,
    baseUrl: partner.baseUrl,
    keys: signing(partner.keys, now),
  }
  const { id, partner: _, ...terms } = input
  return parseInput<Agreement>(agreementSchema, {
    id,
    version: (versions.at(-1)?.version ?? 0) + 1,
    parties: own.region < theirs.region ? [own, theirs] : [theirs, own],
    ...terms,
    previous: lastSigned(versions)?.digest ?? null,
  })
}

/** Thumbprints of the keys a region signs with now. */
const signing = (keys: readonly PartnerKey[], now: number): readonly string[] =>
  keys.filter((key) => key.use === 'sign' && isInForce(key, now)).map(({ kid }) => kid)

async function draftOf(ctx: Context, agreement: Agreement, partner: string): Promise<AgreementRow> {
  const document = agreementText(agreement)
  const now = ctx.clock.now()
  return {
    ...newRow(agreement, partner, now),
    document,
    digest: await agreementDigest(document),
    state: 'draft',
    pending: pendingText({ act: 'propose' }),
    pendingBy: await actorIndex(ctx.keys, ctx.actor),
  }
}

/** A version nobody has signed yet. */
export const newRow = ({ id, version, from, until }: Agreement, partner: string, now: number) => ({
  id,
  version,
  partner,
  ownSignature: null,
  partnerSignature: null,
  validFrom: from,
  validUntil: until,
  endedOn: null,
  closing: null,
  proposedAt: now,
  effectiveAt: null,
  updatedAt: now,
  pending: null,
  pendingBy: null,
  untold: null,
  attempts: 0,
  nextAt: null,
  lastReason: null,
})
