import * as z from 'zod'
import { clockAhead, setClock } from './platform.ts'

/**
 * What a Worker is configured with, read once before anything runs. A Worker adds its own bindings with
 * `environmentSchema.extend({ DB: binding<D1Database>() })`. An empty text counts as not set, because a variable
 * must be declared to be overridden.
 */

const text = z.string().trim().min(1)
const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value))
const json = <T>(schema: z.ZodType<T>, fallback: unknown) =>
  optionalText
    .transform((value, context): unknown => {
      if (value === undefined) return fallback
      try {
        return JSON.parse(value)
      } catch {
        context.issues.push({ code: 'custom', message: 'is not JSON', input: undefined })
        return z.NEVER
      }
    })
    .pipe(schema)

/** Names of the claims of a token, as the region's identity provider calls them; a dot descends into an object. */
export const claimNamesSchema = z
  .strictObject({
    roles: text.default('roles'),
    department: text.default('department'),
    post: text.default('post'),
    region: text.default('region'),
    name: text.default('name'),
    idKind: text.default('id_kind'),
    idNumber: text.default('id_number'),
    realNameLevel: text.default('real_name_level'),
  })
  .readonly()
export type ClaimNames = z.infer<typeof claimNamesSchema>

const jwkSchema = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), kid: text })
  .refine((key) => !('d' in key), 'holds a private key')
const jwkSetSchema = z.object({ keys: z.array(jwkSchema).min(1) })

export const environmentSchema = z.object({
  TONGBAN_ENVIRONMENT: z.enum(['development', 'production']),
  /** Division code of the region this deployment serves. */
  TONGBAN_REGION: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/, 'is not a division code of 6, 9 or 12 digits'),
  TONGBAN_OIDC_ISSUER: text,
  TONGBAN_OIDC_AUDIENCE: text,
  /** The provider's public keys: the JWK set itself, or the address to fetch it from. One of the two. */
  TONGBAN_OIDC_JWKS: json(jwkSetSchema.optional(), undefined),
  TONGBAN_OIDC_JWKS_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).optional()),
  TONGBAN_OIDC_CLAIMS: json(claimNamesSchema, {}),
})
export type Environment = z.infer<typeof environmentSchema>

/** A binding given by the platform: nothing of it can be checked but that it is there. */
export const binding = <T>() =>
  z.custom<T>(
    (value) => (typeof value === 'object' && value !== null) || typeof value === 'function',
    'is missing',
  )

/** The configuration is wrong: the message names each variable and what is wrong, never a value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

export function parseEnv<T>(schema: z.ZodType<T>, raw: unknown): T {
  if (typeof raw === 'object' && raw !== null) {
    if (clockAhead(raw) === undefined)
      throw new EnvironmentError(
        'configuration refused: TONGBAN_CLOCK_AHEAD_MS moves the clock in development only; leave it empty.',
      )
    setClock(raw)
  }
  const read = schema.safeParse(raw)
  if (!read.success) {
    const lines = read.error.issues.map(
      (issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`,
    )
    throw new EnvironmentError(
      `configuration refused (see wrangler.toml and the README). ${lines.join('; ')}`,
    )
  }
  return read.data
}

/**
 * Makes something once of an isolate's environment, which the platform hands over with every request as the same
 * object. What throws is tried again with the next request.
 */
export function oncePerEnvironment<T extends object>(make: (raw: object) => T): (raw: object) => T {
  const made = new WeakMap<object, T>()
  return (raw) => {
    const known = made.get(raw)
    if (known) return known
    const value = make(raw)
    made.set(raw, value)
    return value
  }
}
