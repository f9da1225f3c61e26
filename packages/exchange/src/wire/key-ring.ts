/**
 * The exchange keys of this region, from the secret of the one Worker that has them:
 * `{"keys":[{"use":"sign","jwk":{…Ed25519},"from","until"},{"use":"open","office","jwk":{…X25519},"from","until"}]}`, times
 * in epoch seconds. A key that opens is kept after its term, for what was sealed to it before.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { coordinate, isInForce, officeSchema, type PartnerKey, seconds, thumbprintOf } from './keys.ts'

const term = { from: seconds, until: seconds.nullable() }
const jwkOf = <const Curve extends string>(crv: Curve) =>
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal(crv), x: coordinate, d: coordinate })
const ringSchema = z.strictObject({
  /** Made for trying out: refused elsewhere. */
  environment: z.literal('development').optional(),
  keys: z
    .array(
      z.discriminatedUnion('use', [
        z.strictObject({
          use: z.literal('sign'),
          office: z.never().optional(),
          jwk: jwkOf('Ed25519'),
          ...term,
        }),
        z.strictObject({ use: z.literal('open'), office: officeSchema, jwk: jwkOf('X25519'), ...term }),
      ]),
    )
    .min(1)
    .max(100),
})
type Key = z.infer<typeof ringSchema>['keys'][number]

export type SigningKey = { readonly kid: string; readonly key: CryptoKey }
export type ExchangeKeys = {
  /** The newest key in force at this second; null: none is, and nothing can be signed. */
  readonly signer: (at: number) => SigningKey | null
  /** All in force at this second, newest first: a partner that was not told of the newest yet knows one before it. */
  readonly signers: (at: number) => readonly SigningKey[]
  /** Ended after `since` and before `at`, newest first: for a partner that has taken none after them. */
  readonly ended: (since: number, at: number) => readonly SigningKey[]
  /** What the offices open with, by key id, past their term too. */
  readonly openers: ReadonlyMap<string, CryptoKey>
  /** Public halves of all, as `/cx/1/keys` tells them. */
  readonly published: readonly PartnerKey[]
}
export type ExchangeKeysFault = { readonly code: 'exchangeKeysRefused'; readonly reason: string }

export async function openExchangeKeys(
  secret: string,
  environment: 'development' | 'production',
): Promise<Result<ExchangeKeys, ExchangeKeysFault>> {
  const refuse = (reason: string) => fail({ code: 'exchangeKeysRefused', reason })
  const parsed = ringSchema.safeParse(parseJson(secret))
  if (!parsed.success) return refuse(`shape: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  const ring = parsed.data
  if (environment === 'production' && ring.environment === 'development')
    return refuse('keys made for development do not count outside it')
  const published = await Promise.all(ring.keys.map(publicHalf))
  if (new Set(published.map(({ kid }) => kid)).size < published.length) return refuse('a key stands twice')
  const opened = await Promise.all(ring.keys.map(({ jwk }) => importPrivate(jwk)))
  const held: Held[] = []
  for (const [at, shown] of published.entries()) {
    const key = opened[at]
    if (key === undefined) return refuse(`${shown.kid}: the private part is not that of the public one`)
    held.push({ shown, key })
  }
  const signing = held
    .filter(({ shown }) => shown.use === 'sign')
    .toSorted((a, b) => b.shown.from - a.shown.from)
  const opening = held.filter(({ shown }) => shown.use === 'open')
  if (signing.length === 0) return refuse('no key signs')
  const where = (holds: (shown: PartnerKey) => boolean): SigningKey[] =>
    signing.filter(({ shown }) => holds(shown)).map(({ shown: { kid }, key }) => ({ kid, key }))
  const signers = (at: number) => where((shown) => isInForce(shown, at))
  return ok({
    signer: (at) => signers(at)[0] ?? null,
    signers,
    ended: (since, at) => where(({ until }) => until !== null && until > since && until <= at),
    openers: new Map(opening.map(({ shown, key }) => [shown.kid, key])),
    published,
  })
}

type Held = { readonly shown: PartnerKey; readonly key: CryptoKey }

async function publicHalf({ use, office, jwk: { kty, x }, from, until }: Key): Promise<PartnerKey> {
  const rest = { from, until, revokedAt: null }
  if (use === 'sign') {
    const jwk = { kty, crv: 'Ed25519', x } as const
    return { kid: await thumbprintOf(jwk), use, jwk, ...rest }
  }
  const jwk = { kty, crv: 'X25519', x } as const
  return { kid: await thumbprintOf(jwk), use, office, jwk, ...rest }
}

/** Undefined where the two numbers are no pair: not every platform compares them, so the public one is reckoned anew. */
async function importPrivate(jwk: Key['jwk']): Promise<CryptoKey | undefined> {
  const usages = jwk.crv === 'Ed25519' ? ['sign'] : ['deriveBits']
  try {
    const paired = await crypto.subtle.importKey('jwk', jwk, { name: jwk.crv }, true, usages)
    const again: unknown = await crypto.subtle.exportKey('jwk', paired)
    if (!isOfCoordinate(again, jwk.x)) return undefined
    return await crypto.subtle.importKey('jwk', jwk, { name: jwk.crv }, false, usages)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

const isOfCoordinate = (jwk: unknown, x: string) =>
  typeof jwk === 'object' && jwk !== null && 'x' in jwk && jwk.x === x

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
