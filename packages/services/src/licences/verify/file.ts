import { type Verdict, verifyPaper } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import type { Context } from '../../context.ts'
import type { Issuer } from '../issuer.ts'
import { statusSource } from '../status/status-of.ts'
import type { FileSaid } from './body.ts'
import { withReason } from './findings.ts'

/**
 * A licence file as it was kept says in plain words what its credential proves. Whoever opens it reads those words, so
 * that one whose words are of another licence, or were changed, is not verified for what is signed in it. What `state`
 * says was so when it was issued, and is not looked at.
 */
export async function withFile(
  ctx: Context,
  issuer: Issuer,
  verdict: Verdict,
  said: FileSaid,
): Promise<Verdict> {
  const { licence } = verdict
  if (licence === null) return verdict
  const differing = (['identifier', 'validFrom', 'validUntil'] as const).filter(
    (name) => said[name] !== undefined && said[name] !== licence[name],
  )
  const isPaperOfIt =
    said.paper === null || (await identifierOnPaper(ctx, issuer, said.paper)) === licence.identifier
  const names = isPaperOfIt ? differing : [...differing, 'paper']
  return names.length === 0 ? verdict : withReason(verdict, fileDiffers(names))
}

async function identifierOnPaper(ctx: Context, issuer: Issuer, text: string): Promise<string | undefined> {
  const { trust } = issuer
  const asked = { text, trust, now: ctx.clock.now(), statusOf: statusSource(ctx, issuer), sm2: verifySm2 }
  return (await verifyPaper(asked)).licence?.identifier
}

const fileDiffers = (names: readonly string[]) => ({
  code: 'file:differs',
  zh: `证照文件里的 ${names.join('、')} 与签名的证照不一致，文件可能被改动或者拼接。请向持证人重新索取证照文件，或者请持证人亮证。`,
  en: `In the licence file ${names.join(', ')} does not agree with the licence that was signed; the file may have been changed or put together. Ask the holder for the file again, or for a one-time code.`,
})
