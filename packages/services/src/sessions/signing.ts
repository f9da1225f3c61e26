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

/** As many tabs as somebody signs in from at once; the oldest makes room. */
const MOST_SIDE_BY_SIDE = 5
/** A browser keeps a cookie of 4,096 bytes with its name and attributes, and drops a longer one without a word. */
const MOST_CHARACTERS = 3_800
/** Not in what is sealed, and allowed in a cookie. */
const BETWEEN = '~'

const partsOf = (kept: string | undefined) =>
  (kept ?? '').split(BETWEEN, MOST_SIDE_BY_SIDE).filter((part) => part !== '')

/** What the browser keeps once this sign-in has begun beside those of its other tabs, the newest first. */
export async function keepSigning(
  desk: SessionDesk,
  kept: string | undefined,
  signing: Signing,
): Promise<string> {
  let together = await sealSigning(desk, signing)
  for (const part of partsOf(kept).slice(0, MOST_SIDE_BY_SIDE - 1)) {
    if ((await openSigning(desk, part)) === null) continue
    if (together.length + BETWEEN.length + part.length > MOST_CHARACTERS) break
    together = `${together}${BETWEEN}${part}`
  }
  return together
}

/**
 * The sign-in that this state belongs to, and what the browser keeps without it. `notBegun` where the browser keeps none
 * that holds; `another` where what came back belongs to none of those it keeps.
 */
export async function takeSigning(
  desk: SessionDesk,
  kept: string | undefined,
  state: string | null,
): Promise<
  | { readonly kind: 'taken'; readonly signing: Signing; readonly rest: string }
  | { readonly kind: 'notBegun' | 'another' }
> {
  let taken: Signing | null = null
  const others: string[] = []
  for (const part of partsOf(kept)) {
    const signing = await openSigning(desk, part)
    if (signing === null) continue
    if (taken === null && signing.state === state) taken = signing
    else if (signing.state !== state) others.push(part)
  }
  if (taken !== null) return { kind: 'taken', signing: taken, rest: others.join(BETWEEN) }
  return { kind: others.length === 0 ? 'notBegun' : 'another' }
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
