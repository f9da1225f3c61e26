import { canonicalJson, sha256Hex } from '@tongban/kernel'
import { forgetNonces, takeNonce } from '@tongban/store'
import { type StatusOf, type Verdict, verifyPaper } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import type { Context } from '../../context.ts'
import type { Issuer } from '../issuer.ts'
import { statusSource } from '../status/status-of.ts'
import type { Question } from './body.ts'
import { KEY_BINDING_AGE_SECONDS, verifyShown } from './credential.ts'
import { withFile } from './file.ts'
import { ofPartner, replayed } from './findings.ts'
import { withTypeName } from './paper-type.ts'

export type ShownQuestion = Extract<Question, { way: 'credential' | 'paper' }>
type Nonce = { readonly nonce: string; readonly aud: string }

/**
 * What carries its own proof, a credential or a paper code: anyone may ask, of whichever region it is. However many there
 * are, their nonces are taken together. Null stays null: what was no question.
 */
export async function askAllShown(
  ctx: Context,
  issuer: Issuer,
  questions: readonly (ShownQuestion | null)[],
): Promise<readonly (Verdict | null)[]> {
  const verdicts = await Promise.all(
    questions.map((each) => (each === null ? null : judge(ctx, issuer, each))),
  )
  const bound = questions.flatMap((question, at) => {
    const nonce = question === null ? undefined : nonceUsed(question, verdicts[at] ?? null)
    return nonce === undefined ? [] : [{ at, nonce }]
  })
  const taken = await takeNonces(
    ctx,
    bound.map(({ nonce }) => nonce),
  )
  const again = new Set(bound.flatMap(({ at }, place) => (taken[place] === true ? [] : [at])))
  return verdicts.map((verdict, at) => (verdict !== null && again.has(at) ? replayed(verdict) : verdict))
}

/** The same of one, which nearly always has no nonce. */
export async function askShown(ctx: Context, issuer: Issuer, question: ShownQuestion): Promise<Verdict> {
  const verdict = await judge(ctx, issuer, question)
  const nonce = nonceUsed(question, verdict)
  if (nonce === undefined) return verdict
  const [isTaken] = await takeNonces(ctx, [nonce])
  return isTaken === true ? verdict : replayed(verdict)
}

/** Only what holds takes its nonce: a stranger cannot use up the nonce of somebody's presentation by guessing it. */
const nonceUsed = (question: ShownQuestion, verdict: Verdict | null): Nonce | undefined =>
  question.way === 'credential' && verdict?.valid === true ? question.keyBinding : undefined

function judge(ctx: Context, issuer: Issuer, question: ShownQuestion): Promise<Verdict> {
  const listOf = statusSource(ctx, issuer)
  let asked: string | undefined
  const statusOf = (uri: string) => {
    asked = uri
    return listOf(uri)
  }
  return found(ctx, issuer, question, statusOf).then((verdict) => {
    const isOwn = verdict.issuer === null || verdict.issuer.region === ctx.region.code
    if (isOwn || asked === undefined || verdict.status === null) return verdict
    return ofPartner(verdict, issuer.partners.isFailing(asked))
  })
}

function found(ctx: Context, issuer: Issuer, question: ShownQuestion, statusOf: StatusOf): Promise<Verdict> {
  if (question.way === 'paper') {
    const { trust } = issuer
    const asked = { text: question.text, trust, now: ctx.clock.now(), statusOf, sm2: verifySm2 }
    return verifyPaper(asked).then(withTypeName)
  }
  const verdict = verifyShown(ctx, issuer, question, statusOf)
  const { file } = question
  return file === undefined ? verdict : verdict.then((each) => withFile(ctx, issuer, each, file))
}

/** Remembered as long as the holder's signature could be taken, clocks that differ included. */
const REMEMBERED_MS = 2 * KEY_BINDING_AGE_SECONDS * 1000
const FORGOTTEN = 10

/** Which of them nobody had taken before; of one given twice the first. */
async function takeNonces(ctx: Context, nonces: readonly Nonce[]): Promise<readonly boolean[]> {
  if (nonces.length === 0) return []
  const now = ctx.clock.now()
  const hashes = await Promise.all(nonces.map(({ aud, nonce }) => sha256Hex(canonicalJson([aud, nonce]))))
  const taken = await ctx.database.read([
    ...hashes.map((nonceHash) => takeNonce({ nonceHash, expiresAt: now + REMEMBERED_MS })),
    forgetNonces({ before: now, limit: FORGOTTEN * nonces.length }),
  ])
  return nonces.map((_, at) => taken[at]?.length === 1)
}
