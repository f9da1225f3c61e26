import { addDays, civilDateAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { recordAct } from '../partners/act.ts'
import { mustHold, PROPOSERS } from '../partners/who.ts'
import { agreementErrors } from './checks.ts'
import { changed, type Loaded, loadKnown, mustBeActive, withVersion } from './load.ts'
import { type Pending, pendingOf, pendingText } from './pending.ts'
import { agreementIs } from './refusals.ts'
import { lastSigned, nameOf, openVersion, type Version } from './version.ts'
import { type AgreementView, agreementView } from './view.ts'

/** One person asks to sign what the partner proposed; another confirms it. */
export async function askToCountersign(ctx: Context, id: string): Promise<Result<AgreementView, Failure>> {
  const may = mustHold(ctx, PROPOSERS)
  if (!may.ok) return may
  const loaded = await loadKnown(ctx, id)
  if (!loaded.ok) return loaded
  const active = mustBeActive(loaded.value)
  if (!active.ok) return active
  const { versions, partner } = loaded.value
  const version = versions.at(-1)
  if (version === undefined) return fail({ code: 'notFound', what: 'agreement' })
  if (version.state !== 'proposedThere') return fail(agreementIs(nameOf(version), version.state))
  const errors = agreementErrors(ctx, version.agreement, partner, '/agreement')
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  return askFor(ctx, loaded.value, version, { act: 'countersign' })
}

export type EndingInput = { readonly endsOn: string; readonly reason: string }

/**
 * One person asks to end the agreement by notice; another confirms it. What was begun under it is brought to its end; nothing
 * new is begun after the last day.
 */
export async function askToEnd(
  ctx: Context,
  id: string,
  { endsOn, reason }: EndingInput,
): Promise<Result<AgreementView, Failure>> {
  const may = mustHold(ctx, PROPOSERS)
  if (!may.ok) return may
  const loaded = await loadKnown(ctx, id)
  if (!loaded.ok) return loaded
  const { versions } = loaded.value
  const open = openVersion(versions)
  if (open !== undefined) return fail(agreementIs(nameOf(open), open.state))
  const version = lastSigned(versions)
  if (version === undefined) return fail(agreementIs(id, versions.at(-1)?.state ?? 'declined'))
  if (version.state !== 'inForce') return fail(agreementIs(nameOf(version), version.state))
  const earliest = earliestEnd(ctx.clock.now(), version)
  if (endsOn < earliest) return fail({ code: 'invalidInput', errors: [tooEarly(earliest)] })
  return askFor(ctx, loaded.value, version, { act: 'end', endsOn, reason })
}

/** By the days of notice both have agreed on. */
export const earliestEnd = (now: number, { agreement }: Version): string =>
  addDays(civilDateAt(now), agreement.noticeDays)

const tooEarly = (earliest: string) => ({
  pointer: '/endsOn',
  zh: `按协议约定的通知期限，最早为 ${earliest}。`,
  en: `By the days of notice agreed on, ${earliest} at the earliest.`,
})

async function askFor(
  ctx: Context,
  { id, versions, acts }: Loaded,
  version: Version,
  pending: Pending,
): Promise<Result<AgreementView, Failure>> {
  const before = pendingOf(version)
  if (before !== null && JSON.stringify(before) === JSON.stringify(pending))
    return ok(agreementView(version, versions))
  const after = changed(ctx, version, {
    pending: pendingText(pending),
    pendingBy: await actorIndex(ctx.keys, ctx.actor),
  })
  const { act, ...facts } = pending
  const written = await ctx.database.write([
    await recordAct(ctx, `agreement/${id}`, acts, `${act}Asked`, { version: version.version, ...facts }),
    after.statement,
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  return ok(agreementView(after.version, withVersion(versions, after.version)))
}
