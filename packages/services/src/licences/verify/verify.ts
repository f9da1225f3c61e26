import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { parseIdentity } from '@tongban/privacy'
import { licenceByIdentifier } from '@tongban/store'
import type { Verdict } from '@tongban/verifier'
import { partyIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { redeem } from '../../presentations/redeem.ts'
import { countedAttempt } from '../attempts.ts'
import { openContent } from '../content.ts'
import { type Use, useOf } from '../uses.ts'
import { askShown } from './ask.ts'
import { type Question, questionOf, type VerifyInput } from './body.ts'
import { noMatch } from './findings.ts'
import { recordUses } from './record.ts'
import { verifyStored } from './stored.ts'

/**
 * 核验: whether a licence holds, however it is shown. Anyone may ask of what was shown to them: a credential, a paper code,
 * a one-time code, though of the last an app only with that right; by identifier officials alone. Guesses at codes and
 * identifiers are counted. Officials state what for, and what was used is written down before it is answered.
 */
export async function verify(ctx: Context, input: VerifyInput): Promise<Result<Verdict, Failure>> {
  const question = questionOf(input)
  if (!question.ok) return question
  const { value: asked } = question
  const refused = mayAsk(ctx, asked)
  if (refused !== null) return fail(refused)
  const use = useOf(ctx, input.use)
  if (!use.ok) return use
  switch (asked.way) {
    case 'code':
      return redeem(ctx, asked.code, use.value)
    case 'identifier':
      return askByIdentifier(ctx, asked, use.value)
    default: {
      const verdict = await askShown(ctx, asked)
      await recordUses(ctx, use.value, [{ way: asked.way, verdict }])
      return ok(verdict)
    }
  }
}

function mayAsk({ actor }: Context, { way }: Question): Failure | null {
  if (way === 'identifier' && actor.kind !== 'official') {
    return actor.kind === 'nobody'
      ? { code: 'notAuthenticated', reason: 'missing' }
      : { code: 'notAllowed', need: '工作人员 official' }
  }
  if (way === 'code' && actor.kind === 'app' && !actor.scopes.includes('redeem'))
    return { code: 'notAllowed', need: '可核销亮证码的应用 app that may redeem codes' }
  return null
}

/** The answer does not tell an identifier that is nobody's from one that is another's. */
async function askByIdentifier(
  ctx: Context,
  { identifier, holder }: Extract<Question, { way: 'identifier' }>,
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
  const verdict = await verifyStored(ctx, { credential, signatures })
  await recordUses(ctx, use, [{ way: 'identifier', verdict }])
  return ok(verdict)
}
