import type { DecisionRow } from './cases.ts'
import type { CaseKeyRow } from './retention.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements that read stored decisions in pages, to decide them again. */

/** A stored decision with what is needed to decide it again, or to say why that is not possible. */
export type PastDecisionRow = DecisionRow & {
  readonly rowid: number
  /** Where its case stands now; null where the row of the case is gone. */
  readonly state: string | null
  /** The civil day on which what the case held was erased; null while it is there. */
  readonly erasedOn: string | null
}

const COLUMNS = `d.rowid AS row_id, d.case_number, d.seq, d.item_code, d.rule_id, d.rule_hash, d.outcome, d.record_enc,
     d.record_digest, d.at, (SELECT c.state FROM cases c WHERE c.case_number = d.case_number) AS state,
     (SELECT r.erased_on FROM case_retention r WHERE r.case_number = d.case_number) AS erased_on`

type Row = Readonly<Record<string, SqlValue>>

const pastDecision = (row: Row): PastDecisionRow => ({
  rowid: Number(row.row_id),
  caseNumber: String(row.case_number),
  seq: Number(row.seq),
  itemCode: String(row.item_code),
  ruleId: String(row.rule_id),
  ruleHash: String(row.rule_hash),
  outcome: String(row.outcome),
  recordEnc: String(row.record_enc ?? ''),
  recordDigest: String(row.record_digest),
  at: Number(row.at),
  state: row.state === null || row.state === undefined ? null : String(row.state),
  erasedOn: row.erased_on === null || row.erased_on === undefined ? null : String(row.erased_on),
})

/** Decisions of an item by rules of one content, oldest first. */
export const decisionsByRule = /* @__PURE__ */ handwritten<
  PastDecisionRow,
  {
    readonly ruleHash: string
    readonly itemCode: string
    readonly afterAt: number
    readonly afterRow: number
    readonly limit: number
  }
>(
  () => `SELECT ${COLUMNS} FROM decisions d
   WHERE d.rule_hash = ? AND d.item_code = ? AND (d.at, d.rowid) > (?, ?) ORDER BY d.at, d.rowid LIMIT ?`,
  ['ruleHash', 'itemCode', 'afterAt', 'afterRow', 'limit'],
  (rows) => rows.map(pastDecision),
)

/** A past decision with whether an event of its case stands for its record. */
export type StoredDecisionRow = PastDecisionRow & { readonly stands: boolean }

/** All stored decisions in the order in which they were written. */
export const storedDecisions = /* @__PURE__ */ handwritten<
  StoredDecisionRow,
  { readonly after: number; readonly limit: number }
>(
  () => `SELECT ${COLUMNS},
     EXISTS (SELECT 1 FROM case_events e WHERE e.case_number = d.case_number
       AND json_extract(e.data, '$.recordDigest') = d.record_digest) AS stands
   FROM decisions d WHERE d.rowid > ? ORDER BY d.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map((row) => ({ ...pastDecision(row), stands: row.stands === 1 })),
)

/** Plans of rule versions by id; `ids` is a JSON array. */
export const plansOf = /* @__PURE__ */ handwritten<
  { readonly id: string; readonly hash: string; readonly plan: string },
  { readonly ids: string }
>(`SELECT id, hash, plan FROM rule_versions WHERE id IN (SELECT value FROM json_each(?))`, ['ids'], (rows) =>
  rows.map((row) => ({ id: String(row.id), hash: String(row.hash), plan: String(row.plan) })),
)

/** The own keys of cases that are archived; `caseNumbers` is a JSON array. */
export const caseKeysOf = /* @__PURE__ */ handwritten<CaseKeyRow, { readonly caseNumbers: string }>(
  `SELECT case_number, key_enc, fingerprint, at FROM case_keys
   WHERE case_number IN (SELECT value FROM json_each(?))`,
  ['caseNumbers'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      keyEnc: String(row.key_enc),
      fingerprint: String(row.fingerprint),
      at: Number(row.at),
    })),
)
