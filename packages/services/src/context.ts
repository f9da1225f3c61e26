import type { Calendar } from '@tongban/calendar'
import type { RegionProfile } from '@tongban/catalogue'
import type { Actor, Clock, Ids } from '@tongban/kernel'
import type { FieldKeys } from '@tongban/privacy'
import type { Database } from '@tongban/store'
import type { FactSource } from './facts/source.ts'
import type { Notifier } from './notices/notifier.ts'
import type { NumberPool } from './numbers/pool.ts'
import type { RulePlans } from './rules/plans.ts'

/**
 * What every service is given: who acts, where, and the ports. A service never reads the environment, the wall
 * clock or a random generator by itself.
 */
export type Context = {
  readonly actor: Actor
  readonly requestId: string
  readonly region: RegionProfile
  readonly environment: 'development' | 'production'
  readonly clock: Clock
  readonly ids: Ids
  readonly database: Database
  readonly keys: FieldKeys
  readonly calendar: Calendar
  /** Fact sources asked over the network, by source name; any other source is a registry record in D1. */
  readonly sources: ReadonlyMap<string, FactSource>
  readonly plans: RulePlans
  readonly numbers: NumberPool
  /** Null where the region has configured no notification gateway: then nothing is put in the outbox. */
  readonly notifier: Notifier | null
  /** The structured log: codes and figures, never a name, a number of a person, or what they wrote. */
  readonly log: (event: string, line: Readonly<Record<string, string | number | null>>) => void
  /** Work that goes on after the answer (`waitUntil`). */
  readonly after: (work: Promise<unknown>) => void
}
