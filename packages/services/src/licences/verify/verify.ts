import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { parseIdentity } from '@tongban/privacy'
import { licenceByIdentifier } from '@tongban/store'
import type { Verdict } from '@tongban/verifier'
import { partyIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { onlyClaims } from '../../presentations/only-claims.ts'
import { redeem } from '../../presentations/redeem.ts'
import { countedAttempt } from '../attempts.ts'
import { openContent } from '../content.ts'
import type { Issuer } from '../issuer.ts'
import { issuerOf } from '../issuer-of.ts'
import { mayUseByIdentifier, type Use, useOf } from '../uses.ts'
import { askShown } from './ask.ts'
import { type Question, questionOf, type VerifyInput } from './body.ts'
import { noMatch } from './findings.ts'
import { isRecorded, recordUses } from './record.ts'
import { verifyStored } from './stored.ts'

/**
 * 核验: whether a licence holds, however it is shown. Anyone may ask of what was shown to them: a credential, a paper code,
 * a one-time code, though of the last an app only with that right; by identifier officials who have a reason. Guesses at
 * codes and identifiers are counted. Officials whose role has a reason state it, and what was used is written down before
 * it is answered.
 */
export async function verify(ctx: Context, input: VerifyInput): Promise<Result<Verdict, Failure>> {
  const question = questionOf(input)
  if (!question.ok) return question
  const { value: asked } = question
  const refused = mayAsk(ctx, asked, input.use)
  if (refused !== null) return fail(refused)
  // What is known at once is not waited for: of a visitor nothing but the signature is.
  const stating = useOf(ctx, input.use)
  const use = stating instanceof Promise ? await stating : stating
  if (!use.ok) return use
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  switch (asked.way) {
    case 'code':
      return redeem(ctx, asked.code, use.value)
    case 'identifier':
      return askByIdentifier(ctx, issuer.value, asked, use.value)
    default: {
      const verdict = await askShown(ctx, issuer.value, asked)
      if (isRecorded(ctx.actor)) await recordUses(ctx, use.value, [{ way: asked.way, verdict }])
      return ok(verdict)
    }
  }
}

function mayAsk({ actor }: Context, { way }: Question, use: VerifyInput['use']): Failure | null {
  if (way === 'identifier' && actor.kind === 'nobody') return { code: 'notAuthenticated', reason: 'missing' }
  if (way === 'identifier') return mayUseByIdentifier({ actor }, use)
  if (way === 'code' && actor.kind === 'app' && !actor.scopes.includes('redeem'))
    return { code: 'notAllowed', need: '可核销亮证码的应用 app that may redeem codes' }
  return null
}

/**
 * The answer does not tell an identifier that is nobody's from one that is another's. No holder has agreed to it, so it
 * shows what is never hidden and what the official has asked for, no more (个人信息保护法 6).
 */
async function askByIdentifier(
  ctx: Context,
  issuer: Issuer,
  { identifier, holder, claims }: Extract<Question, { way: 'identifier' }>,
  use: Use,
): Promise<Result<Verdict, Failure>> {
  const now = ctx.clock.now()
  const parsed = parseIdentity(holder.idKind, holder.idNumber, civilDateAt(now))
  const attempt = await countedAttempt(ctx, 'identifier')
  const [counted, , [row]] = await ctx.database.read([
    ...attempt.statements,
    licenceByIdentifier({ identifier }),
  ])
  const judged = attempt.judge(counted)
  if (!judged.ok) return judged
  const index = parsed.ok
    ? await partyIndex(ctx.keys, { idKind: holder.idKind, idNumber: parsed.value.number })
    : null
  if (row === undefined || index !== row.holderIndex) return ok(noMatch(now))
  const { credential, signatures } = await openContent(ctx, row)
  const stored = { credential: onlyClaims(credential, claims), signatures }
  const verdict = await verifyStored(ctx, issuer, stored, { ...row, readAt: now })
  await recordUses(ctx, use, [{ way: 'identifier', verdict }])
  return ok(verdict)
}
