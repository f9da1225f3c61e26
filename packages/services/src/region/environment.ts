import type { EvaluationJobs } from '@tongban/evaluations'
import type { CaseTaker, Courier, ExchangeJobs } from '@tongban/exchange'
import type { LicenceChecker, LicenceSigner } from '@tongban/licences'
import type { OversightJobs } from '@tongban/supervision'
import * as z from 'zod'
import type { Keeper } from '../evidence/keeper.ts'
import type { Transport } from '../exchange/transport.ts'
import type { HandoverDesk } from '../handovers/desk.ts'

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
  /** The binding by which other Workers ask the licences Worker to sign. */
  LICENCES: z
    .custom<LicenceSigner>((value) => typeof value === 'object' || typeof value === 'function')
    .optional(),
  /** Secret of the one Worker that writes to partner regions: what it signs with and what its offices open. */
  TONGBAN_EXCHANGE_KEYS: z.string().trim().optional(),
  /** The binding by which other Workers have what partners are to be told sealed and sent. */
  EXCHANGE: z.custom<Courier>((value) => typeof value === 'object' || typeof value === 'function').optional(),
  /** The job runner's binding to the same Worker. */
  EXCHANGE_JOBS: z
    .custom<ExchangeJobs>((value) => typeof value === 'object' || typeof value === 'function')
    .optional(),
  /** The job runner's binding to the Worker of the supervision desk. */
  OVERSIGHT: z
    .custom<OversightJobs>((value) => typeof value === 'object' || typeof value === 'function')
    .optional(),
  /** The job runner's binding to the Worker of the evaluations. */
  EVALUATIONS: z
    .custom<EvaluationJobs>((value) => typeof value === 'object' || typeof value === 'function')
    .optional(),
  /** The exchange's binding to the Worker that changes the cases of two regions. */
  HANDOVERS: z
    .custom<HandoverDesk>((value) => typeof value === 'object' || typeof value === 'function')
    .optional(),
  /** Its binding to the Worker that decides what partners hand over. */
  CASES: z.custom<CaseTaker>((value) => typeof value === 'object' || typeof value === 'function').optional(),
  /** The exchange's binding to the Worker that verifies licences. */
  VERIFYING: z
    .custom<LicenceChecker>((value) => typeof value === 'object' || typeof value === 'function')
    .optional(),
  /** Secret of the one Worker that signs licences: its ring of issuer keys. */
  TONGBAN_ISSUER_KEYS: z.string().trim().optional(),
  /** The origin under which this region is reached, `https://…` without a path; issuer and status lists are named by it. */
  TONGBAN_PUBLIC_ORIGIN: optional,
  /** JSON list of the regions whose licences verify here, with their keys, until agreements say so. */
  TONGBAN_TRUSTED_REGIONS: optional,
  /** How many seconds old a partner's status list may be before it is asked for anew. */
  TONGBAN_PARTNER_STATUS_SECONDS: z
    .string()
    .trim()
    .optional()
    .transform((value) => (value === undefined || value === '' ? 10 : Number(value)))
    .pipe(z.int('is not a whole number').min(1).max(60)),
  /** A licensed provider's signing service in place of the region's own key; empty: the ring signs. */
  TONGBAN_LICENCE_SIGNING_URL: optional,
  /** Tests put a line with faults between two regions; everywhere else partners are reached by `fetch`. */
  TRANSPORT: z.custom<Transport>((value) => typeof value === 'function').optional(),
  TONGBAN_NOTIFIER_URL: optional,
  /** Hosts to which signed webhooks of supervision may be sent, with commas between; empty: none is. */
  TONGBAN_WEBHOOK_HOSTS: optional,
  /** DNS over HTTPS (JSON) that tells where those hosts lead; outside development no name is sent to without it. */
  TONGBAN_RESOLVER_URL: optional,
  /** JSON: how the provider of e-mail is called, or `{"binding":true,"from":…}`; empty: no e-mail is sent. */
  TONGBAN_EMAIL_PROVIDER: optional,
  /** JSON: how the provider of SMS is called, with its template ids; empty: none is sent. */
  TONGBAN_SMS_PROVIDER: optional,
  /** The platform's own binding for e-mail. */
  EMAIL: z.custom<Pick<SendEmail, 'send'>>((value) => typeof value === 'object' && value !== null).optional(),
  /** The region's sealing service; empty: documents carry no seal and say so. */
  TONGBAN_SEAL_URL: optional,
  /** The region's service for fixed-layout files of licences; empty: licences have none and say so. */
  TONGBAN_RENDITION_URL: optional,
  /** The superior platform 上级平台; empty: nothing is reported, and the job says so. */
  TONGBAN_SUPERIOR_URL: optional,
  /** The national platform of evaluations 国家政务服务平台; empty: nothing is reported, and the job says so. */
  TONGBAN_NATIONAL_EVALUATION_URL: optional,
  /** How it is told who gave a real-name rating: empty, masked; `full`; `none`. Of an anonymous one it never is. */
  TONGBAN_NATIONAL_EVALUATION_NAMES: optional.pipe(z.enum(['full', 'masked', 'none']).default('masked')),
  /** JSON object: source name → URL. */
  TONGBAN_FACT_SOURCES: optional,
}

export type RegionEnvironment = {
  readonly TONGBAN_REGION: string
  readonly TONGBAN_ENVIRONMENT: 'development' | 'production'
} & Readonly<z.infer<z.ZodObject<typeof regionEnvironment>>>
