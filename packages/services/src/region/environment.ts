import * as z from 'zod'

/**
 * What a Worker that runs services is configured with, beyond what every Worker has. A variable that is declared
 * but empty counts as not set. See the README, "Configuration".
 */
const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value))

export const regionEnvironment = {
  DB: z.custom<D1Database>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  /** Secret: ring of field keys and the blind index key, as `openFieldKeys` takes it. */
  TONGBAN_FIELD_KEYS: z.string().min(1),
  /** Secret: JSON of the keys for what this region calls, see `open.ts`. */
  TONGBAN_OUTBOUND_KEYS: z.string().min(1),
  TONGBAN_NOTIFIER_URL: optional,
  /** JSON object: source name → URL. */
  TONGBAN_FACT_SOURCES: optional,
}

export type RegionEnvironment = {
  readonly TONGBAN_REGION: string
  readonly TONGBAN_ENVIRONMENT: 'development' | 'production'
} & { readonly [K in keyof typeof regionEnvironment]: z.infer<(typeof regionEnvironment)[K]> }
