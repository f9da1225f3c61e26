import { canonicalJson, sha256Hex } from '@tongban/kernel'
import { forgetNonces, takeNonce } from '@tongban/store'
import { type Verdict, verifyPaper } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import type { Context } from '../../context.ts'
import { issuerOf } from '../issuer-of.ts'
import { statusSource } from '../status/status-of.ts'
import type { Question } from './body.ts'
import { KEY_BINDING_AGE_SECONDS, verifyShown } from './credential.ts'
import { replayed, withPartnerWarning } from './findings.ts'

/** What carries its own proof, a credential or a paper code: anyone may ask, of whichever region it is. */
export async function askShown(
  ctx: Context,
  question: Extract<Question, { way: 'credential' | 'paper' }>,
): Promise<Verdict> {
  const issuer = issuerOf(ctx)
  if (question.way === 'paper') {
    const { trust } = issuer
    const statusOf = statusSource(ctx, issuer)
    const verdict = await verifyPaper({
      text: question.text,
      trust,
      now: ctx.clock.now(),
      statusOf,
      sm2: verifySm2,
    })
    return warned(ctx, verdict)
  }
  const verdict = warned(ctx, await verifyShown(ctx, question))
  // Only what holds takes its nonce: a stranger cannot use up the nonce of somebody's presentation by guessing it.
  if (question.keyBinding === undefined || !verdict.valid) return verdict
  return (await takesNonce(ctx, question.keyBinding)) ? verdict : replayed(verdict)
}

/** Remembered as long as the holder's signature could be taken, clocks that differ included. */
const REMEMBERED_MS = 2 * KEY_BINDING_AGE_SECONDS * 1000
const FORGOTTEN = 10

async function takesNonce(ctx: Context, { nonce, aud }: { nonce: string; aud: string }): Promise<boolean> {
  const now = ctx.clock.now()
  const [taken] = await ctx.database.read([
    takeNonce({ nonceHash: await sha256Hex(canonicalJson([aud, nonce])), expiresAt: now + REMEMBERED_MS }),
    forgetNonces({ before: now, limit: FORGOTTEN }),
  ])
  return taken.length === 1
}

/** Says so where the region that issued it could not be asked for its newest list. */
function warned(ctx: Context, verdict: Verdict): Verdict {
  const { region } = ctx
  if (verdict.issuer === null || verdict.issuer.region === region.code || verdict.status === null)
    return verdict
  const { regions, partners } = issuerOf(ctx)
  const issuing = regions.find((each) => each.region === verdict.issuer?.region)
  return issuing !== undefined && partners.isFailing(issuing.statusBase)
    ? withPartnerWarning(verdict)
    : verdict
}
