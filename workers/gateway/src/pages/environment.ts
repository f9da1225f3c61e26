import { binding, environmentSchema } from '@tongban/http'
import * as z from 'zod'
import { gatewayEnvironment } from '../environment.ts'

/** What the pages are configured with, beside the gateway itself: see wrangler.toml and README, "Configuration". */

const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value))

/** Somebody of the demonstration whom one can be at the pages. */
export const demoPersonSchema = z.object({
  key: z.string(),
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Under which words they are offered; people of one group follow one another. */
  group: z.object({ zh: z.string(), en: z.string() }).optional(),
  subject: z.string(),
  claims: z.record(z.string(), z.unknown()),
})
export type DemoPerson = z.infer<typeof demoPersonSchema>

const jsonOf = <T>(schema: z.ZodType<T>) =>
  optional.transform((value, context): T | undefined => {
    if (value === undefined) return undefined
    const read = schema.safeParse(parsed(value))
    if (read.success) return read.data
    context.issues.push({ code: 'custom', message: 'is not what it has to be', input: undefined })
    return z.NEVER
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const { TONGBAN_OIDC_ISSUER, TONGBAN_OIDC_AUDIENCE } = environmentSchema.shape

export const pagesEnvironment = gatewayEnvironment.extend({
  ...environmentSchema.shape,
  TONGBAN_OIDC_ISSUER,
  TONGBAN_OIDC_AUDIENCE,
  DB: binding<D1Database>(),
  /** Ring of the session keys, in the form of the field keys, and never the same. */
  TONGBAN_SESSION_KEYS: z.string().min(1),
  /** At the region's identity provider; without it nobody signs in at the pages but in the demonstration. */
  TONGBAN_OIDC_CLIENT_ID: optional,
  TONGBAN_OIDC_CLIENT_SECRET: optional,
  TONGBAN_OIDC_SCOPE: optional,
  /** After how long without a visit an official is signed out. */
  TONGBAN_IDLE_MINUTES: z.coerce.number().int().min(5).max(720).default(60),
  /** Development only: who can be tried out, and the key that signs their tokens. */
  TONGBAN_DEMO_PEOPLE: jsonOf(z.array(demoPersonSchema)),
  TONGBAN_DEMO_KEY: jsonOf(
    z.looseObject({ kty: z.literal('EC'), kid: z.string().startsWith('development-') }),
  ),
})
export type PagesEnvironment = z.infer<typeof pagesEnvironment>
