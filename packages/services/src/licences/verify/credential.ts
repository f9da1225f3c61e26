import { type DetachedSignature, type Verdict, verifyLicence } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import type { Context } from '../../context.ts'
import { issuerOf } from '../issuer-of.ts'
import { statusSource } from '../status/status-of.ts'

/** Whether a credential holds now, as this region can tell it: the one function behind every way to verify online. */
export type Shown = {
  readonly credential: string
  readonly signatures?: readonly DetachedSignature[] | undefined
  /** What the verifier asked the holder's device to sign. */
  readonly keyBinding?: { readonly nonce: string; readonly aud: string } | undefined
}

/** How far clocks may differ. */
const LEEWAY_SECONDS = 60
/** How old the holder's proof of possession may be. */
export const KEY_BINDING_AGE_SECONDS = 300

export function verifyShown(
  ctx: Pick<Context, 'issuer' | 'database' | 'after' | 'clock'>,
  { credential, signatures, keyBinding }: Shown,
): Promise<Verdict> {
  const issuer = issuerOf(ctx)
  return verifyLicence({
    credential,
    ...(signatures === undefined ? {} : { signatures }),
    ...(keyBinding === undefined
      ? {}
      : { keyBinding: { ...keyBinding, maxAgeSeconds: KEY_BINDING_AGE_SECONDS } }),
    trust: issuer.trust,
    now: ctx.clock.now(),
    leewaySeconds: LEEWAY_SECONDS,
    statusOf: statusSource(ctx, issuer),
    sm2: verifySm2,
    memory: issuer.memory,
  })
}
