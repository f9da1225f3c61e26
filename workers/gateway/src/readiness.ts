import { civilDateAt, nationalCalendar, yearOf } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { GatewayEnvironment, Queryable } from './environment.ts'

/**
 * Whether this region may take requests: its database answers and has every migration, and the working days of this
 * year are published, without which no legal deadline could be told. Says which of these fails, never why in detail.
 */

export const CHECKS = ['database', 'migrations', 'calendar'] as const
export type Check = (typeof CHECKS)[number]
export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<Check, 'ok' | 'failed'>> }

export async function readinessOf(
  env: Pick<GatewayEnvironment, 'DB' | 'TONGBAN_LAST_MIGRATION'>,
  now: EpochMs,
  report: (thrown: unknown) => void,
): Promise<Readiness> {
  const migration = await lastMigration(env.DB).catch((thrown: unknown) => {
    report(thrown)
    return null
  })
  const passed: Record<Check, boolean> = {
    database: migration !== null,
    migrations: migration === env.TONGBAN_LAST_MIGRATION,
    calendar: nationalCalendar.publishedYears.includes(yearOf(civilDateAt(now))),
  }
  const mark = (check: Check) => (passed[check] ? 'ok' : 'failed')
  return {
    ready: CHECKS.every((check) => passed[check]),
    checks: { database: mark('database'), migrations: mark('migrations'), calendar: mark('calendar') },
  }
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
