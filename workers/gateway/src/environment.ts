import { binding, environmentSchema } from '@tongban/http'
import * as z from 'zod'

/** What the gateway is configured with: see wrangler.toml. */

/** The job runner of the supervision Worker, called over RPC. */
export type JobRunner = {
  run(call: { readonly cron: string; readonly scheduledAt: number }): Promise<unknown>
}
export type Upstream = { fetch(request: Request): Promise<Response> }
export type Limiter = { limit(options: { key: string }): Promise<{ success: boolean }> }
/** The part of D1 that the readiness check uses. */
export type Queryable = { prepare(sql: string): { first(): Promise<Record<string, unknown> | null> } }

const { TONGBAN_ENVIRONMENT, TONGBAN_REGION } = environmentSchema.shape

export const gatewayEnvironment = z.object({
  TONGBAN_ENVIRONMENT,
  TONGBAN_REGION,
  TONGBAN_REGION_NAME: z.string().trim().min(1),
  TONGBAN_LAST_MIGRATION: z.string().regex(/^\d{4}_[\w-]+\.sql$/),
  TONGBAN_BOOT_ID: z.string().default(''),
  TONGBAN_CLIENT_ADDRESS_HEADER: z
    .string()
    .regex(/^[\w-]+$/)
    .default('cf-connecting-ip'),
  DB: binding<Queryable>(),
  ASSETS: binding<Upstream>(),
  APPROVALS: binding<Upstream>(),
  CASEWORK: binding<Upstream>(),
  OVERVIEWS: binding<Upstream>(),
  RULES: binding<Upstream>(),
  SUPERVISION: binding<Upstream>(),
  /** Absent where the region issues no licences; everything else is served. */
  LICENCES: binding<Upstream>().optional(),
  /** Absent where the region exchanges nothing with others. */
  EXCHANGE: binding<Upstream>().optional(),
  HANDOVERS: binding<Upstream>().optional(),
  OVERSIGHT: binding<Upstream>(),
  EVALUATIONS: binding<Upstream>(),
  JOBS: binding<JobRunner>(),
  /** Absent where the platform has none; then whatever stands before the gateway must limit floods. */
  RATE_LIMIT: binding<Limiter>().optional(),
})
export type GatewayEnvironment = z.infer<typeof gatewayEnvironment>
