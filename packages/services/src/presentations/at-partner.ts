import { type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import type { Finding, TrustedRegion, Verdict } from '@tongban/verifier'
import type * as z from 'zod'
import type { Context } from '../context.ts'
import { countedAttempt } from '../licences/attempts.ts'
import type { Issuer } from '../licences/issuer.ts'
import type { Use } from '../licences/uses.ts'
import { verdictSchema } from '../licences/verify/verdict-schema.ts'
import { askerFor } from './asker.ts'

/**
 * Redeems a one-time code of a partner region: that region is told who asks and why, consumes it, tells its holder, and answers
 * of its own licence and of nobody else's. Each attempt is counted here, so that a stranger cannot use up what this region may ask of its partner.
 */
export async function redeemAtPartner(
  ctx: Context,
  issuer: Pick<Issuer, 'codes' | 'iss' | 'keys'>,
  partner: TrustedRegion,
  code: string,
  use: Use,
): Promise<Result<Verdict, Failure>> {
  const attempt = await countedAttempt(ctx, 'code')
  const [counted] = await ctx.database.read([...attempt.statements])
  const judged = attempt.judge(counted)
  if (!judged.ok) return judged
  const asker = await askerFor(ctx, issuer, partner, code, use)
  const answer = await issuer.codes.redeem(partner.issuer, { code, asker })
  const read = answer.state === 'answered' ? verdictSchema.safeParse(answer.body) : undefined
  const verdict = read?.success === true ? asVerdict(read.data) : null
  if (verdict !== null && isOf(verdict, partner)) return ok(namedAsHere(verdict, partner))
  const reason = answer.state === 'failed' ? answer.reason : 'no verdict of its own'
  ctx.log('partnerCodeFailed', { region: partner.region, reason })
  return ok(unanswered(ctx.clock.now()))
}

/** Guarantee: it was read from JSON, so that every claim is. */
const asVerdict = (read: z.infer<typeof verdictSchema>) => read as Verdict

/** One region has one name here, however its licence was shown. */
const namedAsHere = (verdict: Verdict, { name }: TrustedRegion): Verdict =>
  verdict.issuer === null ? verdict : { ...verdict, issuer: { ...verdict.issuer, regionName: name } }

/** A region speaks for its own licences alone, and a yes has no reason against it. */
const isOf = ({ issuer, valid, state, reasons }: Verdict, { region }: TrustedRegion): boolean =>
  (issuer === null ? !valid : issuer.region === region) &&
  valid === (state === 'valid') &&
  valid === (reasons.length === 0)

const unanswered = (checkedAt: EpochMs): Verdict => ({
  valid: false,
  state: 'unknown',
  reasons: [UNANSWERED],
  warnings: [],
  licence: null,
  issuer: null,
  claims: {},
  status: null,
  checkedAt,
})
const UNANSWERED: Finding = {
  code: 'presentation:partnerUnreachable',
  zh: '这是其他地区的亮证码，该地区现在没有答复，无法确认。该码可能已被使用：请持证人刷新亮证码后重新扫码，或者改用证照文件、纸质二维码核验。',
  en: 'This is a code of another region, which does not answer now, so it cannot be told. The code may have been used up: ask the holder to refresh it and scan again, or verify the licence file or a paper code.',
}
