import { civilTimeAt } from '@tongban/calendar'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  consumePresentation,
  countGuess,
  guessesSoFar,
  licenceOfCode,
  presentationByHash,
  recordRedeemed,
  repeatPresentation,
  updateUseState,
} from '@tongban/store'
import type { Finding, Verdict } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { forgetWindows, PER_WINDOW, tooMany, windowOf } from '../licences/attempts.ts'
import { openContent } from '../licences/content.ts'
import { issuerOf } from '../licences/issuer-of.ts'
import { partnerOfCode } from '../licences/partners/codes.ts'
import { type Use, userOf } from '../licences/uses.ts'
import { verifyStored } from '../licences/verify/stored.ts'
import { askedBy, codeHashOf } from './asker.ts'
import { redeemAtPartner } from './at-partner.ts'
import { isLimited, limit } from './limited.ts'
import { onlyClaims } from './only-claims.ts'
import { readNames } from './read-names.ts'

/**
 * Redeems a one-time code. Of any number of readers at the same time one gets the licence, with the claims its holder
 * agreed to; every other is told that and when the code was used, and so is the holder. The use is recorded in the
 * transaction that consumes the code. A code that does not exist is a guess, and guesses are counted. `asker`: what a partner
 * region that redeems it for somebody there states of them; such a one is never passed on to a third.
 */
export async function redeem(
  ctx: Context,
  code: string,
  ownUse: Use,
  asker?: string,
): Promise<Result<Verdict, Failure>> {
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  const partner =
    asker === undefined ? partnerOfCode(issuer.value.regions, issuer.value.iss, code) : undefined
  if (partner !== undefined) return redeemAtPartner(ctx, issuer.value, partner, code, ownUse)
  const now = ctx.clock.now()
  // What cannot be a code is asked for like any other, so that it is counted.
  const codeHash = await codeHashOf(code)
  const window = await windowOf(ctx, 'code')
  if (isLimited(ctx, window)) return fail(tooMany(window, now))
  const using =
    asker === undefined
      ? ok({ user: await userOf(ctx), use: ownUse })
      : await askedBy(ctx, issuer.value, codeHash, asker)
  if (!using.ok) return using
  const { user, use } = using.value
  const { useId, actorKind: kind, actorSubject: subject, department } = user
  const usedBy = JSON.stringify({ kind, subject, department, post: use.post, use: useId })
  const redeeming = { ...window, codeHash, most: PER_WINDOW, now, usedBy }
  // Counts and consumes, and answers: one batch, which is one transaction.
  const [, [guesses], , , , [presentation], [row]] = await ctx.database.read([
    countGuess({ ...window, codeHash }),
    guessesSoFar(window),
    consumePresentation(redeeming),
    repeatPresentation(redeeming),
    recordRedeemed({ ...user, ...use, at: now, codeHash, usedBy }),
    presentationByHash({ codeHash }),
    licenceOfCode({ codeHash }),
    forgetWindows(now),
  ])
  if ((guesses?.count ?? 0) > PER_WINDOW) {
    limit(ctx, window)
    return fail(tooMany(window, now))
  }
  if (presentation === undefined || row === undefined) return ok(refusal(UNKNOWN, now))
  const { usedAt, expiresAt } = presentation
  if (usedAt === null) return ok(refusal(expired(expiresAt), now))
  if (presentation.usedBy !== usedBy) return ok(refusal(alreadyUsed(usedAt), now))
  const { credential, signatures } = await openContent(ctx, row)
  const shown = onlyClaims(credential, readNames(presentation.claims))
  const verdict = await verifyStored(
    ctx,
    issuer.value,
    { credential: shown, signatures },
    { ...row, readAt: now },
  )
  // Recorded with the state of the row; what the reader is told may be that time has run out, or worse.
  if (verdict.state !== row.state) {
    const corrected = await ctx.database.write([updateUseState({ useId, state: verdict.state })])
    if (!corrected.ok) throw new Error(`conflict in ${corrected.failure.table}`)
  }
  return ok(verdict)
}

const refusal = (reason: Finding, now: EpochMs): Verdict => ({
  valid: false,
  state: 'invalid',
  reasons: [reason],
  warnings: [],
  licence: null,
  issuer: null,
  claims: {},
  status: null,
  checkedAt: now,
})

const UNKNOWN: Finding = {
  code: 'presentation:unknown',
  zh: '本地区没有这个亮证码。其他地区的证照，请扫码，或者输入亮证码下面的网址；也可以请持证人重新亮证。',
  en: 'There is no such code here. For a licence of another region scan the code, or enter the address below it; or ask the holder to show the licence again.',
}
const expired = (at: EpochMs): Finding => ({
  code: 'presentation:expired',
  zh: `此亮证码已于 ${civilTimeAt(at)} 失效，未被使用。请持证人刷新后重新扫码。`,
  en: `This code expired at ${civilTimeAt(at)} (Beijing time) without having been used. Ask the holder to refresh it and scan again.`,
})
const alreadyUsed = (at: EpochMs): Finding => ({
  code: 'presentation:used',
  zh: `此亮证码已于 ${civilTimeAt(at)} 使用过，可能是截屏或者转发的复制件；本次出示已告知持证人。请持证人当面刷新后重新扫码。`,
  en: `This code was already used at ${civilTimeAt(at)} (Beijing time), so it may be a screenshot or a copy; the holder is told that it was shown again. Ask the holder to refresh it before you and scan again.`,
})
