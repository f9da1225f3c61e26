import type { EpochMs } from '@tongban/kernel'
import { decryptJson, encryptJson } from '@tongban/privacy'
import * as z from 'zod'
import type { SessionDesk } from './desk.ts'

/**
 * A sign-in under way: what was asked of the identity provider, kept at the browser until it comes back, sealed under the
 * session keys, so that nothing of it can be read, made up or changed there (OpenID Connect Core 3.1.2.1, RFC 7636, RFC 9700
 * 2.1). Nothing of it is in the database: whoever only looks at the sign-in leaves nothing behind.
 */

/** Long enough to look for one's telephone at the provider, and no longer. */
export const SIGNING_SECONDS = 600

const signingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  /** Of PKCE: only whoever asked for the code can use it. */
  verifier: z.string(),
  /** Where to go afterwards: a path of this origin. */
  to: z.string(),
})
export type Signing = z.infer<typeof signingSchema>
const sealedSchema = signingSchema.extend({ endsAt: z.number() })

const PLACE = { table: 'sessions', column: 'signing', row: 'cookie' }

export function sealSigning({ keys, ids, clock }: SessionDesk, signing: Signing): Promise<string> {
  const endsAt: EpochMs = clock.now() + SIGNING_SECONDS * 1000
  return encryptJson(keys, PLACE, { ...signing, endsAt }, ids.random(12))
}

/** Null where it was not sealed here, or too long ago. */
export async function openSigning({ keys, clock }: SessionDesk, sealed: string): Promise<Signing | null> {
  const opened = await decryptJson(keys, PLACE, sealed)
  if (!opened.ok) return null
  // Another version of this one may have sealed it, in a form of its own.
  const read = sealedSchema.safeParse(opened.value)
  if (!read.success) return null
  const { endsAt, ...signing } = read.data
  return clock.now() < endsAt ? signing : null
}
