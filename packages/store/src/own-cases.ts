import { numberOrNull, textOrNull } from './cells.ts'
import type { EndedRow } from './lists.ts'
import { handwritten } from './statement.ts'

/** Statements of what a person sees of all their cases. */
export type OwnCaseRow = EndedRow & {
  /** Whether whoever asks handed it in for somebody else. */
  readonly isForOther: boolean
  /** The region it was handed over to and whose it is now; null of a case of this region alone. */
  readonly partner: string | null
  readonly custody: string | null
  readonly partnerZh: string | null
  readonly partnerEn: string | null
}

type OfPerson = {
  readonly person: string
  readonly beforeAt: number
  readonly before: string
  readonly limit: number
}

const MINE = (column: string) =>
  `SELECT * FROM (SELECT case_number, received_at FROM cases WHERE ${column} = ? AND (received_at, case_number) < (?, ?)
   ORDER BY received_at DESC, case_number DESC LIMIT ?)`

/** The numbers of a person's own cases and of those they handed in, the latest first: a common table `mine`. */
export const MINE_LATEST = `mine AS (SELECT * FROM (${MINE('applicant_index')} UNION ${MINE('submitter_index')})
     ORDER BY received_at DESC, case_number DESC LIMIT ?)`
export const MINE_VALUES = [
  'person',
  'beforeAt',
  'before',
  'limit',
  'person',
  'beforeAt',
  'before',
  'limit',
  'limit',
] as const

export const casesOfPerson = /* @__PURE__ */ handwritten<OwnCaseRow, OfPerson>(
  () => `WITH ${MINE_LATEST}
   SELECT c.case_number, c.item_code, c.item_version, c.situation, c.state, c.channel, c.department_code, c.received_at,
     c.received_on, c.closed_on, c.due_on, c.due_at, c.due_clock, c.applicant_index <> ? AS is_for_other,
     (SELECT e.type FROM case_events e WHERE e.case_number = c.case_number
       AND e.type IN ('notRequired', 'notAccepted', 'granted', 'refused',
       'deemedGranted', 'withdrawn', 'abandoned', 'returned', 'annulled', 'reopened') ORDER BY e.seq DESC LIMIT 1) AS last_mark,
     h.partner, h.custody, p.name_zh, p.name_en
   FROM mine CROSS JOIN cases c ON c.case_number = mine.case_number
   LEFT JOIN handovers h ON h.case_number = c.case_number AND h.role = 'receiving'
   LEFT JOIN exchange_partners p ON p.region = h.partner
   GROUP BY c.case_number ORDER BY c.received_at DESC, c.case_number DESC`,
  [...MINE_VALUES, 'person'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      itemCode: String(row.item_code),
      itemVersion: String(row.item_version),
      situation: String(row.situation),
      state: String(row.state),
      channel: String(row.channel),
      departmentCode: String(row.department_code),
      receivedAt: Number(row.received_at),
      receivedOn: String(row.received_on),
      closedOn: textOrNull(row.closed_on),
      dueOn: textOrNull(row.due_on),
      dueAt: numberOrNull(row.due_at),
      dueClock: textOrNull(row.due_clock),
      // Who has it is no matter of the applicant's.
      assignedTo: null,
      workAt: null,
      lastMark: textOrNull(row.last_mark),
      isForOther: Number(row.is_for_other) === 1,
      partner: textOrNull(row.partner),
      custody: textOrNull(row.custody),
      partnerZh: textOrNull(row.name_zh),
      partnerEn: textOrNull(row.name_en),
    })),
)
