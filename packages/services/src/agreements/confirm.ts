import {
  type AgreementStatement,
  type PartnerKey,
  readAgreementStatement,
  type SigningKey,
  signAgreement,
} from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Statement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { recordAct } from '../partners/act.ts'
import { NO_EXCHANGE } from '../partners/refusals.ts'
import { CONFIRMERS, mustHold } from '../partners/who.ts'
import { earliestEnd } from './ask-for.ts'
import { bind } from './bind.ts'
import { agreementErrors } from './checks.ts'
import { endBy } from './end.ts'
import { changed, type Loaded, loadKnown, withVersion } from './load.ts'
import { type Pending, pendingOf } from './pending.ts'
import { agreementIs, nothingPending } from './refusals.ts'
import { tellAgreement } from './tell.ts'
import { nameOf, type Version } from './version.ts'
import { type AgreementView, agreementView } from './view.ts'

/**
 * A second person confirms what was asked for, naming the digest of the document that was read: it is signed with the key
 * of the region, and leaves. If the partner cannot be reached it is kept and sent again by a job.
 */
export async function confirmAgreement(
  ctx: Context,
  id: string,
  digest: string,
): Promise<Result<AgreementView, Failure>> {
  const may = mustHold(ctx, CONFIRMERS)
  if (!may.ok) return may
  const loaded = await loadKnown(ctx, id)
  if (!loaded.ok) return loaded
  const { versions, acts } = loaded.value
  const version = versions.findLast(({ pending }) => pending !== null)
  const named = versions.findLast((each) => each.digest === digest)
  if (version === undefined)
    // The same confirmation again.
    return named !== undefined && named.ownSignature !== null
      ? ok(agreementView(named, versions))
      : fail(nothingPending(id))
  const pending = pendingOf(version)
  if (pending === null) return fail(nothingPending(id))
  if (version.digest !== digest) return fail({ code: 'invalidInput', errors: [OTHER_DIGEST] })
  if ((await actorIndex(ctx.keys, ctx.actor)) === version.pendingBy)
    return fail({ code: 'secondPersonNeeded', step: 'confirmAgreement' })
  const signer = ctx.exchange?.signer(Math.floor(ctx.clock.now() / 1000)) ?? null
  if (signer === null) return fail(NO_EXCHANGE)
  const done = await perform(ctx, loaded.value, version, pending, signer)
  if (!done.ok) return done
  const written = await ctx.database.write([
    await recordAct(ctx, `agreement/${id}`, acts, `${pending.act}Confirmed`, {
      version: version.version,
      digest,
    }),
    ...done.value.statements,
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  ctx.after(tellAgreement(ctx, loaded.value.partner, done.value.version))
  return ok(agreementView(done.value.version, done.value.versions))
}

const OTHER_DIGEST = {
  pointer: '/digest',
  zh: '不是待确认的文本的摘要。请刷新，核对文本后再确认。',
  en: 'Is not the digest of the document that awaits confirmation. Reload it and read it before confirming.',
}

type Done = {
  readonly version: Version
  readonly versions: readonly Version[]
  readonly statements: readonly Statement[]
}

/** The request that confirms it is the first to tell it; cron takes over where that is cut short. */
const LEASE_MS = 60_000

async function perform(
  ctx: Context,
  { versions, partner }: Loaded,
  version: Version,
  pending: Pending,
  signer: SigningKey,
): Promise<Result<Done, Failure>> {
  const at = Math.floor(ctx.clock.now() / 1000)
  const nextAt = ctx.clock.now() + LEASE_MS
  const stated = {
    agreement: nameOf(version),
    digest: version.digest,
    signer: exchangeRegionOf(ctx),
    at,
  }
  const sign = (content: AgreementStatement) => signAgreement(content, signer)
  switch (pending.act) {
    case 'propose': {
      if (version.state !== 'draft') return fail(agreementIs(nameOf(version), version.state))
      const ownSignature = await sign({ act: 'sign', ...stated })
      const after = changed(ctx, version, {
        state: 'proposedHere',
        ownSignature,
        pending: null,
        pendingBy: null,
        untold: 'propose',
        attempts: 0,
        nextAt,
      })
      return ok({
        version: after.version,
        versions: withVersion(versions, after.version),
        statements: [after.statement],
      })
    }
    case 'countersign': {
      if (version.state !== 'proposedThere' || version.partnerSignature === null)
        return fail(agreementIs(nameOf(version), version.state))
      const errors = agreementErrors(ctx, version.agreement, partner, '/agreement')
      if (errors.length > 0) return fail({ code: 'invalidInput', errors })
      const theirs = await signedAtBy(version.partnerSignature, partner, at)
      if (theirs === null) return fail({ code: 'invalidInput', errors: [KEY_GONE] })
      const own = await sign({ act: 'sign', ...stated })
      const signatures = { own, partner: version.partnerSignature, signedAt: [at, theirs] } as const
      const bound = await bind(ctx, versions, version, signatures, { untold: 'countersign', nextAt })
      return ok({ version: versionIn(bound.versions, version), ...bound })
    }
    case 'end': {
      const { endsOn, reason } = pending
      if (version.state !== 'inForce') return fail(agreementIs(nameOf(version), version.state))
      // It may have waited for the second person past the day it named.
      const earliest = earliestEnd(ctx.clock.now(), version)
      if (endsOn < earliest) return fail({ code: 'invalidInput', errors: [waitedTooLong(earliest)] })
      const closing = await sign({ act: 'end', ...stated, endsOn, reason })
      const ended = await endBy(ctx, versions, version, { endsOn, closing }, { untold: 'end', nextAt })
      return ok({ ...ended, versions: withVersion(versions, ended.version) })
    }
  }
}

const versionIn = (versions: readonly Version[], { version }: Version): Version => {
  const found = versions.find((each) => each.version === version)
  if (found === undefined) throw new Error('a version was lost while it was bound')
  return found
}

/** When the partner signed, by a key that still counts; null where it does not any more. */
async function signedAtBy(
  token: string,
  { region, keys }: { readonly region: string; readonly keys: readonly PartnerKey[] },
  now: number,
): Promise<number | null> {
  const read = await readAgreementStatement(token, { region, keys }, now)
  return read.ok ? read.value.at : null
}

const KEY_GONE = {
  pointer: '/digest',
  zh: '对方签署所用的密钥已作废。请对方以新的密钥重新提出。',
  en: 'The key the partner signed with was revoked. Ask the partner to propose it anew with another key.',
}
const waitedTooLong = (earliest: string) => ({
  pointer: '/digest',
  zh: `待确认期间通知期限已不足，最早为 ${earliest}。请撤下（decline）后重新提出终止。`,
  en: `While it waited the days of notice ran short; ${earliest} is the earliest now. Take it back (decline) and ask for it again.`,
})
