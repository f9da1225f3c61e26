import { handwritten } from './statement.ts'

/** What the receiving region 收件地 writes and looks for when it applies what a partner has told of a case. */

export const insertContent = /* @__PURE__ */ handwritten<
  never,
  {
    readonly caseNumber: string
    readonly partner: string
    readonly direction: string
    readonly seq: number
    readonly contentEnc: string
  }
>(
  `INSERT INTO exchange_contents (case_number, partner, direction, seq, content_enc) VALUES (?, ?, ?, ?, ?)`,
  ['caseNumber', 'partner', 'direction', 'seq', 'contentEnc'],
  () => [],
)

/**
 * What a partner has told makes of the hand-over; what has gone out is numbered by whoever tells it. Whose case it is,
 * and the instants, are as the message before it has left them where it says nothing of them.
 */
export const updateReceiving = /* @__PURE__ */ handwritten<
  never,
  {
    readonly caseNumber: string
    readonly partner: string
    readonly custody: string
    readonly handlerReceivedAt: number | null
    readonly acceptedAt: number | null
    readonly decidedAt: number | null
    readonly closedAt: number | null
    readonly deadline: string | null
    readonly passed: string
    readonly at: number
  }
>(
  `UPDATE handovers SET custody = ?, handler_received_at = ?, accepted_at = ?, decided_at = ?, closed_at = ?,
     deadline = ?, passed = ?, updated_at = ? WHERE case_number = ? AND partner = ?`,
  [
    'custody',
    'handlerReceivedAt',
    'acceptedAt',
    'decidedAt',
    'closedAt',
    'deadline',
    'passed',
    'at',
    'caseNumber',
    'partner',
  ],
  () => [],
)

export type OpenClosingRow = {
  readonly caseNumber: string
  readonly partner: string
  readonly seq: number
  readonly type: string
  readonly direction: string
  readonly contentEnc: string
  readonly body: string
  readonly digest: string
}

/** Results that came back and did not verify: of each case the last that holds licences. */
export const unverifiedResults = /* @__PURE__ */ handwritten<OpenClosingRow, { readonly limit: number }>(
  `SELECT m.case_number, m.partner, max(m.seq) AS seq, m.type, m.direction, c.content_enc, m.body, m.digest
   FROM exchange_alarms a
   JOIN exchange_messages m ON m.partner = a.partner AND m.case_number = a.subject AND m.direction = 'in'
     AND m.type = 'case.result-delivered' AND json_array_length(m.body, '$.data.licences') > 0
   JOIN exchange_contents c ON c.case_number = m.case_number AND c.partner = m.partner
     AND c.direction = m.direction AND c.seq = m.seq
   WHERE a.kind = 'unverified' AND a.resolved_at IS NULL
   GROUP BY m.case_number, m.partner ORDER BY a.tried_at, a.at, a.subject LIMIT ?`,
  ['limit'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      partner: String(row.partner),
      seq: Number(row.seq),
      type: String(row.type),
      direction: String(row.direction),
      contentEnc: String(row.content_enc),
      body: String(row.body),
      digest: String(row.digest),
    })),
)

/**
 * What was handed over and is applied there, as its verdict says, is with that region; `verdicts`: JSON object by id of
 * `{ digest }`. Nothing where a verdict stands already: the first one counts.
 */
export const handoversTaken = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly verdicts: string; readonly at: number }
>(
  `UPDATE handovers SET custody = 'there', updated_at = ?
   WHERE partner = ? AND role = 'receiving' AND custody = 'inTransit' AND case_number IN (
     SELECT m.case_number FROM json_each(?) j CROSS JOIN exchange_messages m ON m.partner = ? AND m.direction = 'out'
       AND m.id = j.key AND m.type = 'case.submitted' AND m.digest = j.value ->> 'digest' AND m.verdict IS NULL)`,
  ['at', 'partner', 'verdicts', 'partner'],
  () => [],
)

/**
 * Applications that were handed over and that the other region itself says it does not take, by its verdict or by what an
 * answer of its own says of them: nothing of theirs stands there. What somebody on the way refused, or nobody answered, is
 * on its way still, and a matter for people: it may have arrived.
 */
export type RefusedSubmissionRow = {
  readonly caseNumber: string
  readonly partner: string
  readonly messageId: string
  /** What the alarm says of its answer. */
  readonly disposition: string | null
  /** The verdict that stands, as it was signed: it goes before whatever an alarm says. */
  readonly verdict: string | null
}
export const refusedSubmissions = /* @__PURE__ */ handwritten<
  RefusedSubmissionRow,
  { readonly limit: number }
>(
  `SELECT m.case_number, m.partner, m.id, json_extract(a.facts, '$.disposition') AS disposition, m.verdict
   FROM exchange_alarms a
   JOIN exchange_messages m ON m.partner = a.partner AND m.direction = 'out' AND m.id = a.subject
     AND m.type = 'case.submitted'
   JOIN handovers h ON h.case_number = m.case_number AND h.partner = m.partner AND h.custody = 'inTransit'
   WHERE a.kind = 'refused' AND a.resolved_at IS NULL
     AND (m.verdict IS NOT NULL OR json_extract(a.facts, '$.disposition') IS NOT NULL)
   ORDER BY a.tried_at, a.at, a.subject LIMIT ?`,
  ['limit'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      partner: String(row.partner),
      messageId: String(row.id),
      disposition: row.disposition === null ? null : String(row.disposition),
      verdict: row.verdict === null ? null : String(row.verdict),
    })),
)

/** Looked at, whatever came of it: what nobody has looked at for longest is next. `subjects`: JSON list. */
export const markTried = /* @__PURE__ */ handwritten<
  never,
  { readonly kind: string; readonly subjects: string; readonly at: number }
>(
  `UPDATE exchange_alarms SET tried_at = ? WHERE kind = ? AND subject IN (SELECT value FROM json_each(?))
     AND resolved_at IS NULL`,
  ['at', 'kind', 'subjects'],
  () => [],
)
