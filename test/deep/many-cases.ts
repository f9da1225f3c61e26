import { DatabaseSync } from 'node:sqlite'
import { addDays, addWorkdays, nationalCalendar } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { INSERT, type ListRow, valuesOf } from '../lists/rows.ts'
import { databaseFile } from './database.ts'

/**
 * Fills the database of a stopped region with cases, the same mixture whatever their number: three in ten are open,
 * each list holds its share of them. `me` is the index of the official who will ask.
 */
const BLOCK = 50_000
const DAYS = 365
/** About as long as an encrypted application. */
const SEALED = 'x'.repeat(400)
const ITEMS = [
  'elderly-allowance',
  'graduate-settlement',
  'sole-trader-registration',
  'road-occupation',
  'outdoor-advertising',
]

export function fillCases(state: string, size: number, today: CivilDate, me: string): void {
  const database = new DatabaseSync(databaseFile(state))
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000')
  const insert = database.prepare(INSERT)
  const event = database.prepare(
    `INSERT INTO case_events (case_number, seq, type, at, actor_kind, actor_subject, data, hash)
     VALUES (?, ?, ?, ?, 'official', 'somebody', '{}', '${'0'.repeat(64)}')`,
  )
  const dayOf = days(today)
  for (let from = 0; from < size; from += BLOCK) {
    database.exec('BEGIN')
    for (let at = from; at < Math.min(from + BLOCK, size); at += 1) {
      const row = rowOf(at, size, dayOf, me)
      const values = valuesOf(row, SEALED)
      const [caseNumber = ''] = values
      insert.run(...values)
      const types = row.closedOn === null ? ['received'] : ['received', row.state ?? 'granted']
      for (const [index, type] of types.entries()) event.run(caseNumber, index + 1, type, 0)
    }
    database.exec('COMMIT')
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

type Days = { readonly ago: (days: number) => string; readonly workday: (days: number) => string }

/** Days by their distance from today, each reckoned once. */
function days(today: CivilDate): Days {
  const ago = Array.from({ length: DAYS + 1 }, (_, at) => addDays(today, -at))
  const workday = Array.from({ length: 60 }, (_, at) => addWorkdays(nationalCalendar, today, at).on)
  return { ago: (count) => ago[count] ?? today, workday: (count) => workday[count] ?? today }
}

/** Spread by remainders of primes, so that no property of a case goes with another. */
function rowOf(at: number, size: number, { ago, workday }: Days, me: string): ListRow {
  const share = ((at * 7919) % 997) / 997
  const owner = (at * 31) % 101
  const isOpen = share < 0.3
  const assignedTo = owner < 10 ? me : owner < 60 ? `official-${owner}` : null
  const receivedOn = ago(Math.floor((at / size) * DAYS))
  const common = {
    sequence: at + 1,
    receivedOn,
    department: at % 2 === 0 ? 'civil-affairs' : 'transport',
    item: ITEMS[(at * 13) % 5] ?? '',
    assignedTo,
    submitter: (at * 17) % 103 < 2 ? me : `applicant-${at}`,
  }
  if (!isOpen)
    return {
      ...common,
      state: share < 0.36 ? 'refused' : 'granted',
      closedOn: receivedOn,
      dueOn: null,
      dueClock: null,
    }
  const open = { ...common, closedOn: null }
  if (share < 0.03) return { ...open, state: 'suspended', dueOn: null, dueClock: null }
  if (share < 0.06) return { ...open, state: 'awaitingSupplement', dueOn: null, dueClock: null }
  if (share < 0.09) return { ...open, dueOn: ago(1 + (at % 20)) }
  if (share < 0.12) return { ...open, dueOn: ago(0) }
  if (share < 0.15) return { ...open, dueOn: workday(1 + (at % 3)) }
  return { ...open, dueOn: workday(5 + (at % 40)) }
}
