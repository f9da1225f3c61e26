import { civilDateAt, nationalCalendar, yearOf } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { GatewayEnvironment, Queryable, Upstream } from './environment.ts'

/**
 * Whether this region may take requests: its database answers and has every migration, and the working days of this
 * year are published, without which no legal deadline could be told; where it issues licences, that the Worker which signs
 * them has its keys and its origin. Says which of these fails, never why in detail.
 */

export const CHECKS = ['database', 'migrations', 'calendar', 'licences'] as const
export type Check = (typeof CHECKS)[number]
/** `absent`: the region is set up without it, and is ready without it. */
export const MARKS = ['ok', 'failed', 'absent'] as const
export type Mark = (typeof MARKS)[number]
export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<Check, Mark>> }

export async function readinessOf(
  env: Pick<GatewayEnvironment, 'DB' | 'LICENCES' | 'TONGBAN_LAST_MIGRATION'>,
  now: EpochMs,
  report: (thrown: unknown) => void,
): Promise<Readiness> {
  const failed = (thrown: unknown) => {
    report(thrown)
    return null
  }
  const [migration, signs] = await Promise.all([
    lastMigration(env.DB).catch(failed),
    env.LICENCES === undefined ? 'absent' : hasIssuerKeys(env.LICENCES).catch(failed),
  ])
  const mark = (passed: boolean): Mark => (passed ? 'ok' : 'failed')
  const checks: Readiness['checks'] = {
    database: mark(migration !== null),
    migrations: mark(migration === env.TONGBAN_LAST_MIGRATION),
    calendar: mark(nationalCalendar.publishedYears.includes(yearOf(civilDateAt(now)))),
    licences: signs === 'absent' ? signs : mark(signs === true),
  }
  return { ready: CHECKS.every((check) => checks[check] !== 'failed'), checks }
}

/** Whether the licences Worker tells the public keys it signs with; it needs no database for that. */
async function hasIssuerKeys(licences: Upstream): Promise<boolean> {
  const answer = await licences.fetch(new Request('https://licences/licences/.well-known/jwt-vc-issuer'))
  await answer.body?.cancel()
  return answer.status === 200
}

/** Name of the migration applied last; empty where none is. */
async function lastMigration(database: Queryable): Promise<string> {
  const tables = await database
    .prepare("SELECT count(*) AS found FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations'")
    .first()
  if (tables?.found === 0) return ''
  const row = await database.prepare('SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1').first()
  return typeof row?.name === 'string' ? row.name : ''
}
