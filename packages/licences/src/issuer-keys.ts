/**
 * The issuer keys of a region, held by the licences Worker alone. The secret is a ring for each use: the newest key in
 * force signs, those before it stay with their public half, so that what they signed keeps verifying while it is in use.
 * A key for licences never signs a list, nor the other way round.
 *
 * The secret is JSON: `{"keys":[{"kid","alg":"ES256"|"SM2-SM3","use":"licence"|"status"|"paper"|"bundle",
 * "jwk":{kty,crv,x,y,d?},"from","until","revokedAt"}],"remote"?:{"url","keyId","key","kid","alg","jwk"}}`, times in seconds.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import { fromBase64url, type KeyUse, type PublicJwk, type TrustedKey } from '@tongban/verifier'
import { importSm2 } from '@tongban/verifier/sm2'
import * as z from 'zod'
import type { KeySigner } from './contract.ts'
import type { Random } from './random.ts'
import { sm2Signer, webCryptoSigner } from './signers.ts'

const coordinate = z
  .string()
  .refine((text) => fromBase64url(text)?.length === 32, 'is not 32 bytes in base64url')
const kid = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const seconds = z.number().int().nonnegative()
const alg = z.enum(['ES256', 'SM2-SM3'])
const publicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.enum(['P-256', 'SM2']),
  x: coordinate,
  y: coordinate,
})
const keySchema = z.strictObject({
  kid,
  alg,
  use: z.enum(['licence', 'status', 'paper', 'bundle']),
  jwk: publicJwk.extend({ d: coordinate.optional() }),
  from: seconds,
  until: seconds.nullable(),
  revokedAt: seconds.nullable(),
})
const remoteSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** How the service knows us: an id and a shared key. */
  keyId: z.string().min(1).max(200),
  key: z.string().min(1).max(1000),
  kid,
  alg,
  jwk: publicJwk,
})
const secretSchema = z.strictObject({
  keys: z.array(keySchema).min(1),
  remote: remoteSchema.optional(),
})

type Key = z.infer<typeof keySchema>

/** What is needed to ask a signing service for the signatures of licences. */
export type RemoteSigning = z.infer<typeof remoteSchema>

export type IssuerKeys = {
  /** Those that sign for this use at this second: ES256 first, then SM2 where the region has one. Empty: none in force. */
  signersOf(use: KeyUse, at: number): readonly KeySigner[]
  /** Public halves of all, for the trust bundle; of the signing service too. */
  readonly trusted: readonly TrustedKey[]
  readonly remote: RemoteSigning | null
}
export type IssuerKeysFault = { readonly code: 'issuerKeysRefused'; readonly reason: string }

/** A key made for trying out says so by its id; it signs nothing outside the development environment. */
export const DEVELOPMENT_ISSUER_KEY = 'development-'

type Held = { readonly key: Key; readonly signer: KeySigner | null }

export async function openIssuerKeys(
  secret: string,
  environment: 'development' | 'production',
  random: Random,
): Promise<Result<IssuerKeys, IssuerKeysFault>> {
  const refuse = (reason: string) => fail({ code: 'issuerKeysRefused', reason })
  const parsed = secretSchema.safeParse(parseJson(secret))
  if (!parsed.success) return refuse(`shape: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  const { keys, remote = null } = parsed.data
  const kids = [...keys, ...(remote === null ? [] : [remote])].map((key) => key.kid)
  if (new Set(kids).size < kids.length) return refuse('two keys have one id')
  if (environment === 'production' && kids.some((id) => id.startsWith(DEVELOPMENT_ISSUER_KEY)))
    return refuse('a development key cannot sign outside development')
  const held: Held[] = []
  for (const key of [...keys, ...(remote === null ? [] : [remote])]) {
    const fault = curveFault(key)
    if (fault !== undefined) return refuse(`${key.kid}: ${fault}`)
  }
  const uses = new Map<string, KeyUse>()
  for (const key of keys) {
    const used = uses.get(key.jwk.x) ?? key.use
    if (used !== key.use) return refuse(`${key.kid}: one key has two uses`)
    uses.set(key.jwk.x, used)
    const signer = await signerOf(key, random)
    if (signer === undefined) return refuse(`${key.kid}: the private part is not that of the public one`)
    held.push({ key, signer })
  }
  return ok({
    signersOf: (use, at) => signersIn(held, use, at),
    trusted: [...keys.map(publicHalf), ...(remote === null ? [] : [remoteHalf(remote)])],
    remote,
  })
}

const CURVES = { ES256: 'P-256', 'SM2-SM3': 'SM2' } as const

function curveFault({
  alg: name,
  jwk,
}: {
  readonly alg: Key['alg']
  readonly jwk: PublicJwk
}): string | undefined {
  if (CURVES[name] !== jwk.crv) return 'algorithm and curve do not belong together'
  return name === 'SM2-SM3' && importSm2(jwk) === undefined ? 'no point of the curve' : undefined
}

/** Null: only the public half is left. `undefined`: the numbers are no key. */
async function signerOf(
  { kid: id, alg: name, jwk }: Key,
  random: Random,
): Promise<KeySigner | null | undefined> {
  const { d, ...rest } = jwk
  if (d === undefined) return null
  const own = { ...rest, d }
  return name === 'ES256' ? webCryptoSigner(id, own) : sm2Signer(id, own, random)
}

function signersIn(held: readonly Held[], use: KeyUse, at: number): readonly KeySigner[] {
  const inForce = held
    .filter(({ key }) => key.use === use && isInForce(key, at))
    .toSorted((a, b) => b.key.from - a.key.from)
  return (['ES256', 'SM2-SM3'] as const).flatMap((name) => {
    const newest = inForce.find(({ key, signer }) => key.alg === name && signer !== null)?.signer
    return newest === undefined || newest === null ? [] : [newest]
  })
}

const isInForce = ({ from, until, revokedAt }: Key, at: number) =>
  from <= at && (until === null || at < until) && (revokedAt === null || at < revokedAt)

function publicHalf({ jwk, ...key }: Key): TrustedKey {
  const { d: _, ...rest } = jwk
  return { ...key, jwk: rest }
}

/** Its term is the service's own affair: it counts until it is taken out of the secret. */
const remoteHalf = ({ kid: id, alg: name, jwk }: RemoteSigning): TrustedKey => ({
  kid: id,
  alg: name,
  use: 'licence',
  jwk,
  from: 0,
  until: null,
  revokedAt: null,
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
