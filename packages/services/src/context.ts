import type { Calendar } from '@tongban/calendar'
import type { RegionProfile } from '@tongban/catalogue'
import type { EvaluationJobs } from '@tongban/evaluations'
import type { AuditKeys } from '@tongban/evidence'
import type { CaseTaker, Courier, ExchangeJobs } from '@tongban/exchange'
import type { Actor, Clock, Ids } from '@tongban/kernel'
import type { LicenceChecker, LicenceSigner } from '@tongban/licences'
import type { FieldKeys } from '@tongban/privacy'
import type { Database } from '@tongban/store'
import type { OversightJobs } from '@tongban/supervision'
import type { Calendars } from './calendars/current.ts'
import type { NationalNames, NationalPlatform } from './evaluations/national/national.ts'
import type { Keeper } from './evidence/keeper.ts'
import type { ExchangeKeys } from './exchange/keys.ts'
import type { Transport } from './exchange/transport.ts'
import type { FactSource } from './facts/source.ts'
import type { FileStore } from './files/store.ts'
import type { HandoverDesk } from './handovers/desk.ts'
import type { Issuer } from './licences/issuer.ts'
import type { Channels } from './notices/channels.ts'
import type { Notifier } from './notices/notifier.ts'
import type { NumberPool } from './numbers/pool.ts'
import type { RenditionMaker } from './renditions/rendition.ts'
import type { RulePlans } from './rules/plans.ts'
import type { Sealer } from './seals/seal.ts'
import type { SuperiorPlatform } from './superior/superior.ts'
import type { HeldPolicies } from './supervision/held-policies.ts'

/**
 * What every service is given: who acts, where, and the ports. A service never reads the environment, the wall
 * clock or a random generator by itself.
 */
export type Context = {
  readonly actor: Actor
  readonly requestId: string
  /** By what the gateway counts a caller who is not signed in; null where nothing stands before the Worker. */
  readonly caller: string | null
  readonly region: RegionProfile
  readonly environment: 'development' | 'production'
  readonly clock: Clock
  readonly ids: Ids
  readonly database: Database
  readonly keys: FieldKeys
  readonly calendar: Calendar
  /** Calendars before it, where a deadline still follows one of them. */
  readonly calendars: Pick<Calendars, 'before' | 'ofVersion'>
  /** The policies of supervision published here. */
  readonly policies: Pick<HeldPolicies, 'held'>
  /** Fact sources asked over the network, by source name; any other source is a registry record in D1. */
  readonly sources: ReadonlyMap<string, FactSource>
  /** Null in every Worker but the one that decides by rules. */
  readonly plans: RulePlans | null
  readonly numbers: NumberPool
  /** Null in every Worker but the one that holds the audit key. */
  readonly auditKeys: AuditKeys | null
  /** What asks that Worker; null where no binding leads to it. */
  readonly keeper: Keeper | null
  /** Who signs licences; null where no binding leads to it. */
  readonly licences: LicenceSigner | null
  /** The region as issuer and verifier of licences: its keys, whom it trusts, the statuses. Null in every Worker but the one that holds the issuer keys. */
  readonly issuer: Issuer | null
  /** Who verifies what partners issued; null where no binding leads to it. */
  readonly checker: LicenceChecker | null
  /** Seals what partners are to be told, and sends it; null where the region exchanges nothing. */
  readonly courier: Courier | null
  /** The exchange's own jobs, for the Worker that runs jobs. */
  readonly exchangeJobs: ExchangeJobs | null
  /** The jobs of supervision, for the Worker that runs jobs. */
  readonly oversight: OversightJobs | null
  /** The jobs of the evaluations, for the Worker that runs jobs. */
  readonly evaluations: EvaluationJobs | null
  /** Who changes the cases of two regions; null where no binding leads there. */
  readonly desk: HandoverDesk | null
  /** Who takes over the applications partners hand over. */
  readonly cases: CaseTaker | null
  /** What this region signs messages with and its offices open; null in every Worker but the exchange. */
  readonly exchange: ExchangeKeys | null
  /** How partners are reached. */
  readonly transport: Transport
  /** Where this region is reached, without a path; null where it is not configured. */
  readonly publicOrigin: string | null
  /** Null where the region has connected no file storage: then no file is taken. */
  readonly files: FileStore | null
  /** Null where the region has configured no notification gateway: then nothing is put in the outbox. */
  readonly notifier: Notifier | null
  /** By what supervision reaches people outside this site; null where nothing is configured, and in Workers that reach nobody. */
  readonly channels: Channels | null
  /** Null where the region has connected no sealing service: then documents say 未加盖. */
  readonly sealer: Sealer | null
  /** Whether the region has connected a service for fixed-layout files 版式文件: then each licence issued is ordered one. */
  readonly makesRenditions: boolean
  /** That service; null in every Worker but the one that drains the outbox. */
  readonly renditionMaker: RenditionMaker | null
  /** Whether the region has connected the superior platform: then what happens in its cases is reported there. */
  readonly reportsToSuperior: boolean
  /** That platform; null in every Worker but the one that drains the outbox. */
  readonly superior: SuperiorPlatform | null
  /** How ratings are reported to the national platform of evaluations; null where the region has not connected it. */
  readonly reportsToNational: { readonly names: NationalNames } | null
  /** That platform; null in every Worker but the one that drains the outbox. */
  readonly national: NationalPlatform | null
  /** The structured log: codes and figures, never a name, a number of a person, or what they wrote. */
  readonly log: (event: string, line: Readonly<Record<string, string | number | null>>) => void
  /** Work that goes on after the answer (`waitUntil`). */
  readonly after: (work: Promise<unknown>) => void
}
