import * as STATEMENTS from './compiled/statements.ts'
import type { evidenceDays, evidencePages, evidenceSpans } from './schema/index.ts'
import { command, handwritten, type SqlValue, type Statement, select } from './statement.ts'

/** Statements of the evidence: rows in the order of writing, sealed days and their leaves. */

export type EvidenceDayRow = typeof evidenceDays.$inferSelect
export type EvidencePageRow = typeof evidencePages.$inferSelect
export type EvidenceSpanRow = typeof evidenceSpans.$inferSelect

export const insertEvidenceDay = /* @__PURE__ */ command<EvidenceDayRow>(STATEMENTS.insertEvidenceDay)
export const insertEvidencePage = /* @__PURE__ */ command<EvidencePageRow>(STATEMENTS.insertEvidencePage)
export const insertEvidenceSpan = /* @__PURE__ */ command<EvidenceSpanRow>(STATEMENTS.insertEvidenceSpan)

export const evidenceDay = /* @__PURE__ */ select<EvidenceDayRow, { readonly on: string }>(
  STATEMENTS.evidenceDay,
)
export const lastEvidenceDay = /* @__PURE__ */ select<EvidenceDayRow>(STATEMENTS.lastEvidenceDay)
export const evidenceDaysAfter = /* @__PURE__ */ select<
  EvidenceDayRow,
  { readonly after: string; readonly limit: number }
>(STATEMENTS.evidenceDaysAfter)
export const evidencePage = /* @__PURE__ */ select<
  EvidencePageRow,
  { readonly on: string; readonly page: number }
>(STATEMENTS.evidencePage)
/** The newest page, of a day that is being sealed or was sealed last. */
export const lastEvidencePage = /* @__PURE__ */ select<Omit<EvidencePageRow, 'leaves'>>(
  STATEMENTS.lastEvidencePage,
)
export const pageRootsOfDay = /* @__PURE__ */ select<
  Pick<EvidencePageRow, 'page' | 'root'>,
  { readonly on: string }
>(STATEMENTS.pageRootsOfDay)
/** The page that holds row `row` of a kind, if any does. */
export const spanOfRow = /* @__PURE__ */ select<
  EvidenceSpanRow,
  { readonly kind: string; readonly row: number }
>(STATEMENTS.spanOfRow)

/**
 * The tables evidence is read from, in the order of writing: their implicit row number. It costs the writers nothing,
 * where an index by time would cost each of them; the tables of records are append-only, so that it only grows.
 */
const PLAIN = {
  caseEvent: {
    table: 'case_events',
    columns: 'case_number, seq, type, at, actor_kind, actor_subject, data, hash',
  },
  ruleEvent: {
    table: 'rule_events',
    columns: 'item_code, seq, rule_id, type, actor_subject, at, data, hash',
  },
  decision: {
    table: 'decisions',
    columns: 'case_number, seq, item_code, rule_id, rule_hash, outcome, record_digest, at',
  },
  document: {
    table: 'documents',
    columns: 'document_number, case_number, kind, template_version, digest, issued_on, at',
  },
  case: {
    table: 'cases',
    columns: 'case_number, state, seq, head_hash, accepted_on, decided_on, closed_on, received_at AS at',
  },
  licenceEvent: {
    table: 'licence_events',
    columns: 'identifier, seq, type, at, actor_kind, actor_subject, data, hash',
  },
  licence: {
    table: 'licences',
    columns:
      'identifier, case_number, state, status_value, status_list, status_index, previous, seq, head_hash, issued_at AS at',
  },
  licenceOwed: { table: 'licences_owed', columns: 'case_number, since AS at' },
} as const
export type PlainKind = keyof typeof PLAIN
export type PlainRow = { readonly row: number; readonly at: number; readonly [field: string]: SqlValue }

type After = { readonly after: number; readonly limit: number }
type OfCase = { readonly caseNumber: string }
/** Events of the licences that a case issued. */
const OF_LICENCES = 'identifier IN (SELECT identifier FROM licences WHERE case_number = ?)'

const statements = new Map(
  Object.entries(PLAIN).map(([kind, { table, columns }]) => {
    const rows = `SELECT rowid AS row, ${columns} FROM ${table}`
    const ofCase = kind === 'licenceEvent' ? OF_LICENCES : 'case_number = ?'
    return [
      kind,
      {
        after: handwritten<PlainRow, After>(
          () => `${rows} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
          ['after', 'limit'],
          plainRows,
        ),
        ofCase: handwritten<PlainRow, OfCase>(
          () => `${rows} WHERE ${ofCase} ORDER BY rowid`,
          ['caseNumber'],
          plainRows,
        ),
      },
    ]
  }),
)

/** Rows of a kind after row `after`: no encrypted column, no index of a person but the one an event names its actor by. */
export const plainRowsAfter = (kind: PlainKind, page: After): Statement<PlainRow> => of(kind).after(page)

export const plainRowsOfCase = (
  kind: 'caseEvent' | 'decision' | 'document' | 'licenceEvent',
  caseNumber: string,
) => of(kind).ofCase({ caseNumber })

function of(kind: PlainKind) {
  const found = statements.get(kind)
  if (found === undefined) throw new Error(`no such kind of record: ${kind}`)
  return found
}

/** Column names of the database as fields: `case_number` is `caseNumber`. */
function plainRows(rows: readonly Readonly<Record<string, SqlValue>>[]): PlainRow[] {
  return rows.map((row) => {
    const named = Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ])
    return { ...Object.fromEntries(named), row: Number(row.row), at: Number(row.at) }
  })
}
