import { type DetachedSignature, type StatusOf, type Verdict, verifyLicence } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import type { Context } from '../../context.ts'
import type { Issuer } from '../issuer.ts'
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
  ctx: Pick<Context, 'database' | 'after' | 'clock'>,
  issuer: Issuer,
  { credential, signatures, keyBinding }: Shown,
  statusOf: StatusOf = statusSource(ctx, issuer),
): Promise<Verdict> {
  return verifyLicence({
    credential,
    ...(signatures === undefined ? {} : { signatures }),
    ...(keyBinding === undefined
      ? {}
      : { keyBinding: { ...keyBinding, maxAgeSeconds: KEY_BINDING_AGE_SECONDS } }),
    trust: issuer.trust,
    now: ctx.clock.now(),
    leewaySeconds: LEEWAY_SECONDS,
    statusOf,
    sm2: verifySm2,
    memory: issuer.memory,
  })
}
