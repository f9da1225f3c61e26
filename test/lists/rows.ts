import { civilDate, startOfDayAt } from '@tongban/calendar'
import { makeCaseNumber } from '@tongban/kernel'

/** Rows of `cases` for tests of the lists, which read nothing else of a case. */
export type ListRow = {
  readonly sequence: number
  readonly receivedOn?: string
  readonly department?: string
  readonly item?: string
  readonly state?: string
  /** Last day of the earliest limit; the limit is over at its 24:00. */
  readonly dueOn?: string | null
  readonly dueClock?: string | null
  readonly closedOn?: string | null
  readonly assignedTo?: string | null
  readonly submitter?: string
  readonly channel?: string
}

const DAY_MS = 86_400_000

export const COLUMNS = [
  'case_number',
  'item_code',
  'item_version',
  'situation',
  'state',
  'seq',
  'head_hash',
  'applicant_index',
  'submitter_index',
  'application_enc',
  'channel',
  'department_code',
  'outcome',
  'received_at',
  'received_on',
  'accepted_on',
  'decided_on',
  'closed_on',
  'due_on',
  'due_at',
  'due_clock',
  'supersedes',
  'assigned_to',
  'next_due_at',
  'updated_at',
] as const

export const INSERT = `INSERT INTO cases (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`

/** The values of a row, in the order of `COLUMNS`. */
export function valuesOf(row: ListRow, sealed = 'sealed'): (string | number | null)[] {
  const { sequence, receivedOn = '2026-11-20', dueOn = '2026-11-30', closedOn = null } = row
  const receivedAt = dayAt(receivedOn) + 9 * 3_600_000 + sequence
  const dueAt = dueOn === null ? null : dayAt(dueOn) + DAY_MS
  const values: Record<(typeof COLUMNS)[number], string | number | null> = {
    case_number: makeCaseNumber('510116', receivedOn, sequence),
    item_code: row.item ?? 'elderly-allowance',
    item_version: '1',
    situation: 'ownAccount',
    state: row.state ?? (closedOn === null ? 'inReview' : 'granted'),
    seq: 3,
    head_hash: '0'.repeat(64),
    applicant_index: `applicant-${sequence}`,
    submitter_index: row.submitter ?? `applicant-${sequence}`,
    application_enc: sealed,
    channel: row.channel ?? 'web',
    department_code: row.department ?? 'civil-affairs',
    outcome: 'refer',
    received_at: receivedAt,
    received_on: receivedOn,
    accepted_on: receivedOn,
    decided_on: closedOn,
    closed_on: closedOn,
    due_on: dueOn,
    due_at: dueAt,
    due_clock: row.dueClock === undefined ? 'decision/promise' : row.dueClock,
    supersedes: null,
    assigned_to: row.assignedTo ?? null,
    next_due_at: dueAt,
    updated_at: receivedAt,
  }
  return COLUMNS.map((name) => values[name])
}

function dayAt(text: string): number {
  const day = civilDate(text)
  if (day === undefined) throw new Error(`no day: ${text}`)
  return startOfDayAt(day)
}
