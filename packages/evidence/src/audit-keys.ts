/**
 * The audit key of a region: ECDSA P-256, private part held by one Worker only. The secret is a ring, so that earlier
 * signatures stay verifiable after the key was replaced: an earlier key stays in it as its public part alone.
 *
 * The secret is JSON: `{"current":"audit-2","keys":[{"kid":"audit-2","kty":"EC","crv":"P-256","x":"…","y":"…","d":"…"},
 * {"kid":"audit-1", … without d}]}`.
 */
import { canonicalJson, fail, ok, type Result } from '@tongban/kernel'
import { fromBase64url, toBase64url } from '@tongban/privacy'
import * as z from 'zod'

const coordinate = z
  .string()
  .refine((text) => fromBase64url(text)?.length === 32, 'is not 32 bytes in base64url')
const publicKeySchema = z.object({
  kid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
})
export type PublicKey = z.infer<typeof publicKeySchema>

const secretSchema = z.object({
  current: z.string(),
  keys: z.array(publicKeySchema.extend({ d: coordinate.optional() })).min(1),
})
/** What anybody may have: the set as `GET …/evidence/keys` answers it, or as it was pinned in a file. */
export const publicKeysSchema = z.object({ keys: z.array(publicKeySchema) })

export type AuditKeys = {
  /** Id of the key that signs. */
  readonly current: string
  readonly signer: CryptoKey
  readonly publicKeys: readonly PublicKey[]
}
export type AuditKeysFault = { readonly code: 'auditKeyRefused'; readonly reason: string }

/** A key made for trying out says so by its id; it signs nothing outside the development environment. */
export const DEVELOPMENT_KEY = 'development-'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const

export async function openAuditKeys(
  secret: string,
  environment: 'development' | 'production',
): Promise<Result<AuditKeys, AuditKeysFault>> {
  const refuse = (reason: string) => fail({ code: 'auditKeyRefused', reason })
  const parsed = secretSchema.safeParse(parseJson(secret))
  if (!parsed.success) return refuse(`shape: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  const { current, keys } = parsed.data
  const own = keys.find(({ kid }) => kid === current)
  if (own?.d === undefined) return refuse('the current key is not in it with its private part')
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) return refuse('two keys have one id')
  if (environment === 'production' && current.startsWith(DEVELOPMENT_KEY))
    return refuse('a development key cannot sign outside development')
  const { d, kty, crv, x, y } = own
  const signer = await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, ALGORITHM, false, ['sign'])
  return ok({ current, signer, publicKeys: keys.map(({ d: _, ...rest }) => rest) })
}

/** JWK thumbprint (RFC 7638), by which a key is pinned. */
export async function thumbprintOf({ crv, kty, x, y }: PublicKey): Promise<string> {
  const text = new TextEncoder().encode(canonicalJson({ crv, kty, x, y }))
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))
}

export const verifierOf = ({ kty, crv, x, y }: PublicKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y }, ALGORITHM, false, ['verify'])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
