import * as z from 'zod'
import type { Keeper } from '../evidence/keeper.ts'

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
  /** Where the files of cases are; a region without it takes none and says so. */
  FILES: z
    .custom<R2Bucket>((value) => typeof value === 'object' && value !== null, 'is no bucket')
    .optional(),
  /** Secret: ring of field keys and the blind index key, as `openFieldKeys` takes it. */
  TONGBAN_FIELD_KEYS: z.string().min(1),
  /** Secret: JSON of the keys for what this region calls, see `open.ts`. */
  TONGBAN_OUTBOUND_KEYS: z.string().min(1),
  /** Secret of the one Worker that seals days and signs archives: its ring of audit keys. */
  TONGBAN_AUDIT_KEY: z.string().trim().optional(),
  /** The job runner's binding to that Worker. */
  EVIDENCE: z.custom<Keeper>((value) => typeof value === 'object' || typeof value === 'function').optional(),
  TONGBAN_NOTIFIER_URL: optional,
  /** The region's sealing service; empty: documents carry no seal and say so. */
  TONGBAN_SEAL_URL: optional,
  /** JSON object: source name → URL. */
  TONGBAN_FACT_SOURCES: optional,
}

export type RegionEnvironment = {
  readonly TONGBAN_REGION: string
  readonly TONGBAN_ENVIRONMENT: 'development' | 'production'
} & Readonly<z.infer<z.ZodObject<typeof regionEnvironment>>>
