import type { CaseRow, DecisionRow } from './cases.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type { CaseKeyRow } from './retention.ts'
import type { auditJudgements, auditSamples } from './schema/index.ts'
import { command, handwritten, type SqlValue, select } from './statement.ts'

/** Statements of the audit sample: what is drawn, what waits, what was found. */

export type AuditSampleRow = typeof auditSamples.$inferSelect
export type AuditJudgementRow = typeof auditJudgements.$inferSelect

export const insertAuditSample = /* @__PURE__ */ command<AuditSampleRow>(STATEMENTS.insertAuditSample)
export const insertAuditJudgement = /* @__PURE__ */ command<AuditJudgementRow>(
  STATEMENTS.insertAuditJudgement,
)
export const setAuditSampleJudged = /* @__PURE__ */ command<Pick<AuditSampleRow, 'id'>>(
  STATEMENTS.setAuditSampleJudged,
)
export const auditSampleById = /* @__PURE__ */ select<AuditSampleRow, { readonly id: string }>(
  STATEMENTS.auditSampleById,
)
export const caseOfAudit = /* @__PURE__ */ select<CaseRow, { readonly id: string }>(STATEMENTS.caseOfAudit)
export const decisionOfAudit = /* @__PURE__ */ select<DecisionRow, { readonly id: string }>(
  STATEMENTS.decisionOfAudit,
)
/** Of a case that is archived. */
export const caseKeyOfAudit = /* @__PURE__ */ select<CaseKeyRow, { readonly id: string }>(
  STATEMENTS.caseKeyOfAudit,
)
export const auditSamplesWaiting = /* @__PURE__ */ select<
  AuditSampleRow,
  { readonly departmentCode: string; readonly limit: number }
>(STATEMENTS.auditSamplesWaiting)

/** Samples of every department that wait, oldest first, for whoever oversees the region. */
export const auditSamplesWaitingAnywhere = /* @__PURE__ */ handwritten<
  Pick<AuditSampleRow, 'id' | 'itemCode' | 'departmentCode' | 'drawnAt'>,
  { readonly limit: number }
>(
  `SELECT id, item_code, department_code, drawn_at FROM audit_samples WHERE state = 'waiting'
   ORDER BY drawn_at LIMIT ?`,
  ['limit'],
  (rows) =>
    rows.map((row) => ({
      id: String(row.id),
      itemCode: String(row.item_code),
      departmentCode: String(row.department_code),
      drawnAt: Number(row.drawn_at),
    })),
)

/** An automatic decision that has not been looked at for drawing, with what the drawing depends on. */
export type UndrawnRow = {
  readonly rowid: number
  readonly caseNumber: string
  readonly seq: number
  readonly itemCode: string
  readonly ruleId: string
  readonly outcome: string
  readonly at: number
  readonly effectiveOn: string
  readonly departmentCode: string
}

/** Decisions after a row, in the order in which they were written. Nothing is ever deleted from `decisions`. */
export const decisionsAfter = /* @__PURE__ */ handwritten<
  UndrawnRow,
  { readonly after: number; readonly limit: number }
>(
  `SELECT d.rowid AS row_id, d.case_number, d.seq, d.item_code, d.rule_id, d.outcome, d.at, v.effective_on,
     c.department_code
   FROM decisions d JOIN rule_versions v ON v.id = d.rule_id JOIN cases c ON c.case_number = d.case_number
   WHERE d.rowid > ? ORDER BY d.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) =>
    rows.map((row) => ({
      rowid: Number(row.row_id),
      caseNumber: String(row.case_number),
      seq: Number(row.seq),
      itemCode: String(row.item_code),
      ruleId: String(row.rule_id),
      outcome: String(row.outcome),
      at: Number(row.at),
      effectiveOn: String(row.effective_on),
      departmentCode: String(row.department_code),
    })),
)

export type AuditCountRow = {
  readonly ruleId: string
  readonly version: number
  readonly kind: string
  readonly judged: number
  readonly disagreed: number
}

const countOf = (row: Readonly<Record<string, SqlValue>>): AuditCountRow => ({
  ruleId: String(row.rule_id),
  version: Number(row.version),
  kind: String(row.kind),
  judged: Number(row.judged),
  disagreed: Number(row.disagreed),
})

/** Judgements of an item since an instant, by rule version and kind. */
export const auditCounts = /* @__PURE__ */ handwritten<
  AuditCountRow,
  { readonly itemCode: string; readonly since: number }
>(
  `SELECT j.rule_id, v.version, j.kind, count(*) AS judged, sum(1 - j.agrees) AS disagreed
   FROM audit_judgements j JOIN rule_versions v ON v.id = j.rule_id
   WHERE j.item_code = ? AND j.at > ? GROUP BY j.rule_id, v.version, j.kind ORDER BY v.version DESC, j.kind`,
  ['itemCode', 'since'],
  (rows) => rows.map(countOf),
)

/** How many were drawn and how many of them still wait, by rule version and kind. */
export const auditDrawn = /* @__PURE__ */ handwritten<
  {
    readonly ruleId: string
    readonly version: number
    readonly kind: string
    readonly drawn: number
    readonly waiting: number
  },
  { readonly itemCode: string }
>(
  `SELECT s.rule_id, v.version, s.kind, count(*) AS drawn, sum(s.state = 'waiting') AS waiting
   FROM audit_samples s JOIN rule_versions v ON v.id = s.rule_id
   WHERE s.item_code = ? GROUP BY s.rule_id, v.version, s.kind ORDER BY v.version DESC, s.kind`,
  ['itemCode'],
  (rows) =>
    rows.map((row) => ({
      ruleId: String(row.rule_id),
      version: Number(row.version),
      kind: String(row.kind),
      drawn: Number(row.drawn),
      waiting: Number(row.waiting),
    })),
)
