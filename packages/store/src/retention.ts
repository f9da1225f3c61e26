import * as STATEMENTS from './compiled/statements.ts'
import { CASE_COLUMNS, cellsOf, type OwnCell } from './encrypted.ts'
import type { caseKeys, caseRetention } from './schema/index.ts'
import { command, handwritten, type SqlValue, type Statement, select } from './statement.ts'

/** Statements of what is kept, how long, under which key, and of its end. */

export type RetentionRow = typeof caseRetention.$inferSelect
export type CaseKeyRow = typeof caseKeys.$inferSelect
type ByCase = { readonly caseNumber: string }
type Due = { readonly on: string; readonly limit: number }

export const retentionOfCase = /* @__PURE__ */ select<RetentionRow, ByCase>(STATEMENTS.retentionOfCase)
export const insertRetention = /* @__PURE__ */ command<RetentionRow>(STATEMENTS.insertRetention)
/** All but the hold, which only whoever sets or lifts it writes. */
export const setRetention = /* @__PURE__ */ command<Omit<RetentionRow, 'held'>>(STATEMENTS.setRetention)
/** Holds a case back from erasure, or no longer; also one that is not filed yet. */
export const holdCase = /* @__PURE__ */ handwritten<
  never,
  ByCase & { readonly held: 0 | 1; readonly at: number }
>(
  `INSERT INTO case_retention (case_number, held, updated_at) VALUES (?, ?, ?)
   ON CONFLICT (case_number) DO UPDATE SET held = excluded.held, updated_at = excluded.updated_at`,
  ['caseNumber', 'held', 'at'],
  () => [],
)
export const casesToArchive = /* @__PURE__ */ select<RetentionRow, Due>(STATEMENTS.casesToArchive)
export const casesToErase = /* @__PURE__ */ select<RetentionRow, Due>(STATEMENTS.casesToErase)
export const insertCaseKey = /* @__PURE__ */ command<CaseKeyRow>(STATEMENTS.insertCaseKey)
export const caseKeyOf = /* @__PURE__ */ select<CaseKeyRow, ByCase>(STATEMENTS.caseKeyOf)

/** The last event of the next `limit` ones after row `after`, in the order of writing. */
export const endOfEvents = /* @__PURE__ */ handwritten<
  { readonly row: number },
  { readonly after: number; readonly limit: number }
>(
  'SELECT max(row) AS row FROM (SELECT rowid AS row FROM case_events WHERE rowid > ? ORDER BY rowid LIMIT ?)',
  ['after', 'limit'],
  (rows) => rows.flatMap(({ row }) => (row === null || row === undefined ? [] : [{ row: Number(row) }])),
)

/** A case something happened to, with what decides how long it is kept. */
export type TouchedCase = {
  readonly caseNumber: string
  readonly itemCode: string
  readonly itemVersion: string
  readonly decidedOn: string | null
  readonly closedOn: string | null
  readonly retention: RetentionRow | null
}

/** The cases of the same events, each with its row of retention if it has one. */
export const casesTouched = /* @__PURE__ */ handwritten<
  TouchedCase,
  { readonly after: number; readonly limit: number }
>(
  `SELECT c.case_number AS number, c.item_code, c.item_version, c.decided_on, c.closed_on AS closed, r.*
   FROM (SELECT DISTINCT case_number FROM
     (SELECT case_number FROM case_events WHERE rowid > ? ORDER BY rowid LIMIT ?)) e
   JOIN cases c ON c.case_number = e.case_number
   LEFT JOIN case_retention r ON r.case_number = c.case_number`,
  ['after', 'limit'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.number),
      itemCode: String(row.item_code),
      itemVersion: String(row.item_version),
      decidedOn: textOf(row.decided_on),
      closedOn: textOf(row.closed),
      retention: row.case_number === null || row.case_number === undefined ? null : retentionIn(row),
    })),
)

const retentionIn = (row: Readonly<Record<string, SqlValue>>): RetentionRow => ({
  caseNumber: String(row.case_number),
  closedOn: textOf(row.closed_on),
  retainUntilOn: textOf(row.retain_until_on),
  years: numberOf(row.years),
  basis: textOf(row.basis),
  archiveOn: textOf(row.archive_on),
  archivedAt: numberOf(row.archived_at),
  held: Number(row.held),
  erasedOn: textOf(row.erased_on),
  certificate: textOf(row.certificate),
  updatedAt: Number(row.updated_at),
})

const textOf = (value: SqlValue | undefined) => (value === null || value === undefined ? null : String(value))
const numberOf = (value: SqlValue | undefined) =>
  value === null || value === undefined ? null : Number(value)

/** What of a case is encrypted, column by column in the order of `CASE_COLUMNS`; nothing that was erased. */
export const cellsOfCase = (caseNumber: string): readonly Statement<OwnCell>[] =>
  CELLS.map((cells) => cells({ owner: caseNumber }))

const CELLS = /* @__PURE__ */ CASE_COLUMNS.map((place) => cellsOf(place, 'case_number'))

/**
 * The end of what a case held: its key, every encrypted text, the indexes by which a person could be found, and what
 * was still to be sent about it. Its events, digests and dates stay. One batch with the event that says so.
 */
export const eraseCaseContent = (caseNumber: string): readonly Statement[] =>
  erasures().map((erase) => erase({ caseNumber }))

/** In the place of a digest that is erased, where the form of a message asks for one. */
const NO_DIGEST = /* @__PURE__ */ '0'.repeat(64)

/** By whose index their words are found, which have none of their own. */
const RATINGS_OF_CASE = 'SELECT id FROM evaluations WHERE case_number = ?'
const ORDERS_OF_CASE = 'SELECT number FROM rectifications WHERE case_number = ?'
// What is made of these is put together when it is asked for: at once it would be carried by every Worker.
/** Notices and cards of a case and of the orders 整改单 that grew from it, and those about a notice of these that nobody answered. */
const OF_CASE = `kind IN ('case', 'shipment') AND subject = ?`
const ofOrders = () => `kind = 'rectification' AND subject IN (${ORDERS_OF_CASE})`
const ofCase = (table: string) =>
  `SELECT id FROM ${table} WHERE (${OF_CASE}) OR (${ofOrders()}) OR (kind = 'notice' AND subject IN
     (SELECT number FROM supervision_notices WHERE (${OF_CASE}) OR (${ofOrders()})))`
const noticesOfCase = () => ofCase('supervision_notices')
const cardsOfCase = () => ofCase('supervision_cards')

const FINDINGS_OF_CASE = `cause IN ('burst', 'noReasons', 'lateHandover', 'unanswered')
     AND kind IN ('case', 'shipment') AND subject = ?`

/** What supervision and its department wrote about a case, each text named by its column and row. */
type SupervisionCell = { readonly field: string; readonly row: string; readonly text: string }
export const supervisionCellsOfCase = (caseNumber: string): Statement<SupervisionCell> =>
  supervisionCells()({ caseNumber })
const supervisionCellsSql =
  () => `SELECT 'notice_steps.texts_enc' AS field, notice || '/' || seq AS name, texts_enc AS text FROM notice_steps
     WHERE texts_enc <> '' AND notice IN (${noticesOfCase()})
   UNION ALL SELECT 'card_steps.texts_enc', card || '/' || seq, texts_enc FROM card_steps
     WHERE texts_enc <> '' AND card IN (${cardsOfCase()})
   UNION ALL SELECT 'supervision_findings.ended_enc', id, ended_enc FROM supervision_findings
     WHERE ended_enc <> '' AND ${FINDINGS_OF_CASE}
   UNION ALL SELECT 'supervision_files.meta_enc', file_id, meta_enc FROM supervision_files WHERE notice IN (${noticesOfCase()})
   UNION ALL SELECT 'supervision_files.key_enc', file_id, key_enc FROM supervision_files WHERE notice IN (${noticesOfCase()})
   ORDER BY 1, 2`
const supervisionCells = () => byCase(supervisionCellsSql(), cellsIn)
const cellsIn = (rows: readonly Readonly<Record<string, SqlValue>>[]): readonly SupervisionCell[] =>
  rows.map((row) => ({ field: String(row.field), row: String(row.name), text: String(row.text) }))

/** What was said of its services, and of the mending 整改 of those rated badly. */
export const saidCellsOfCase = (caseNumber: string): Statement<SupervisionCell> => saidCells()({ caseNumber })
const saidCellsSql =
  () => `SELECT 'evaluation_texts.text_enc' AS field, evaluation AS name, text_enc AS text FROM evaluation_texts
     WHERE text_enc <> '' AND evaluation IN (${RATINGS_OF_CASE})
   UNION ALL SELECT 'evaluation_reviews.text_enc', id, text_enc FROM evaluation_reviews WHERE text_enc <> '' AND case_number = ?
   UNION ALL SELECT 'rectification_steps.texts_enc', order_number || '/' || seq, texts_enc FROM rectification_steps
     WHERE texts_enc <> '' AND order_number IN (${ORDERS_OF_CASE})
   UNION ALL SELECT 'rectification_files.meta_enc', file_id, meta_enc FROM rectification_files WHERE order_number IN (${ORDERS_OF_CASE})
   UNION ALL SELECT 'rectification_files.key_enc', file_id, key_enc FROM rectification_files WHERE order_number IN (${ORDERS_OF_CASE})
   ORDER BY 1, 2`
const saidCells = () => byCase(saidCellsSql(), cellsIn)

/** The files that went with replies about a case: where their bytes lie is told by the seals of their parts. */
type SupervisionFile = { readonly fileId: string; readonly notice: string; readonly seals: string }
export const supervisionFilesOfCase = (caseNumber: string): Statement<SupervisionFile> =>
  supervisionFiles()({ caseNumber })
const supervisionFiles = () =>
  byCase(
    `SELECT file_id, notice, seals FROM supervision_files WHERE notice IN (${noticesOfCase()}) ORDER BY file_id`,
    (rows): readonly SupervisionFile[] =>
      rows.map((row) => ({
        fileId: String(row.file_id),
        notice: String(row.notice),
        seals: String(row.seals),
      })),
  )

/** The same of the orders that grew from it. */
export const rectificationFilesOfCase = /* @__PURE__ */ handwritten<
  { readonly fileId: string; readonly order: string; readonly seals: string },
  ByCase
>(
  () =>
    `SELECT file_id, order_number, seals FROM rectification_files WHERE order_number IN (${ORDERS_OF_CASE}) ORDER BY file_id`,
  ['caseNumber'],
  (rows) =>
    rows.map((row) => ({
      fileId: String(row.file_id),
      order: String(row.order_number),
      seals: String(row.seals),
    })),
)

/** Each place of the statement takes the number of the case. */
const byCase = <Row>(sql: string, decode: Statement<Row>['decode']) =>
  handwritten<Row, ByCase>(
    sql,
    [...sql.matchAll(/\?/g)].map(() => 'caseNumber' as const),
    decode,
  )

const erasures = () =>
  [
    'DELETE FROM case_keys WHERE case_number = ?',
    `UPDATE cases SET application_enc = '', applicant_index = 'erased:' || case_number,
     submitter_index = 'erased:' || case_number WHERE case_number = ?`,
    "UPDATE decisions SET record_enc = '' WHERE case_number = ?",
    "UPDATE event_texts SET texts_enc = '' WHERE case_number = ?",
    "UPDATE documents SET facts_enc = '' WHERE case_number = ?",
    "UPDATE exchange_contents SET content_enc = '' WHERE case_number = ?",
    // What was sealed goes, and every plain digest of what people handed in or were told: from one of them a guess at a content
    // could be checked. The digest of the whole, which was over the sealed text as well, stays, and with it the chain.
    `UPDATE exchange_messages SET body = json_replace(json_remove(body, '$.sealed'),
       '$.data.applicationDigest', '${NO_DIGEST}', '$.data.contentDigest', '${NO_DIGEST}', '$.data.documents', json('[]'),
       '$.data.attachments', json((SELECT json_group_array(json_remove(json_set(value, '$.digest', '${NO_DIGEST}'), '$.parts'))
         FROM json_each(body, '$.data.attachments'))))
     WHERE case_number = ?`,
    // Files are gone; how each of them travelled is named by its digest alone.
    'DELETE FROM exchange_files WHERE case_number = ?',
    `UPDATE exchange_alarms SET subject = printf('%s/erased-%d', ?, rowid), facts = json_remove(facts, '$.file')
     WHERE kind IN ('deadLetter', 'refused', 'untaken') AND partner IN (SELECT partner FROM handovers WHERE case_number = ?)
       AND subject > ? || '/' AND subject < ? || '0'`,
    `UPDATE audit_judgements SET judgement_enc = ''
     WHERE sample_id IN (SELECT id FROM audit_samples WHERE case_number = ?)`,
    `UPDATE readings SET subject_index = 'erased:' || case_number
     WHERE case_number = ? AND actor_kind = 'applicant'`,
    "UPDATE files SET added_by = 'erased:' || case_number WHERE case_number = ?",
    'DELETE FROM outbox WHERE case_number = ?',
    // Events name parties by keys that lead nowhere without these.
    'DELETE FROM case_parties WHERE case_number = ?',
    // What was granted is known to its register by now: the bar on a second grant needs no trace of the person here.
    'DELETE FROM grants WHERE case_number = ?',
    // What officials wrote about the case to supervision, and the files they sent along. That there was a notice or a card, when,
    // by which limit, and to which post, stays for the statistics.
    `UPDATE notice_steps SET texts_enc = '' WHERE texts_enc IS NOT NULL AND notice IN (${noticesOfCase()})`,
    `DELETE FROM supervision_files WHERE notice IN (${noticesOfCase()})`,
    `UPDATE card_steps SET texts_enc = '' WHERE texts_enc IS NOT NULL AND card IN (${cardsOfCase()})`,
    // That it was rated, and how, counts on; who rated and what they said goes.
    `UPDATE evaluation_texts SET text_enc = '' WHERE evaluation IN (${RATINGS_OF_CASE})`,
    `UPDATE evaluations SET holder = 'erased:' || case_number, evaluator = NULL, device = NULL, visit = NULL
     WHERE case_number = ?`,
    // Of the orders 整改单 that grew from it: what was said and sent along. Which steps there were, when, and of which class, stays.
    `UPDATE rectification_steps SET texts_enc = '' WHERE texts_enc IS NOT NULL AND order_number IN (${ORDERS_OF_CASE})`,
    `DELETE FROM rectification_files WHERE order_number IN (${ORDERS_OF_CASE})`,
    `UPDATE evaluation_reviews SET text_enc = '', entered_by = iif(on_behalf = 1, entered_by, 'erased:' || id),
     place = iif(on_behalf = 1, place, 'erased:' || id) WHERE case_number = ?`,
    `UPDATE supervision_findings SET ended_enc = NULL WHERE ${FINDINGS_OF_CASE}`,
  ].map((sql) => byCase<never>(sql, () => []))
