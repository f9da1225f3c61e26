import * as STATEMENTS from './compiled/statements.ts'
import { cellsOf, LICENCE_COLUMNS, type OwnCell } from './encrypted.ts'
import type { LicenceRow } from './licences.ts'
import type { licenceKeys, licenceRetention } from './schema/index.ts'
import { command, handwritten, type Statement, select } from './statement.ts'

/** Statements of licences that have ended: until when each is kept, under which key, and its end. */

export type LicenceRetentionRow = typeof licenceRetention.$inferSelect
export type LicenceKeyRow = typeof licenceKeys.$inferSelect
type ByIdentifier = { readonly identifier: string }

export const insertLicenceKey = /* @__PURE__ */ command<LicenceKeyRow>(STATEMENTS.insertLicenceKey)
export const licenceKeyOf = /* @__PURE__ */ select<LicenceKeyRow, ByIdentifier>(STATEMENTS.licenceKeyOf)
/** Of every licence of the case that has ended and was filed. */
export const licenceRetentionOfCase = /* @__PURE__ */ select<
  LicenceRetentionRow,
  { readonly caseNumber: string }
>(STATEMENTS.licenceRetentionOfCase)
/** Puts a row in the place of the one before it. */
export const setLicenceRetention = /* @__PURE__ */ handwritten<never, LicenceRetentionRow>(
  `INSERT INTO licence_retention
     (identifier, seq, ended_on, retain_until_on, erased_on, certificate, updated_at)
   VALUES (?, ?, ?, ?, ?, ?, ?)
   ON CONFLICT (identifier) DO UPDATE SET seq = excluded.seq, ended_on = excluded.ended_on,
     retain_until_on = excluded.retain_until_on, erased_on = excluded.erased_on,
     certificate = excluded.certificate, updated_at = excluded.updated_at`,
  ['identifier', 'seq', 'endedOn', 'retainUntilOn', 'erasedOn', 'certificate', 'updatedAt'],
  () => [],
)

/** The last licence of the next `limit` ones after row `after`. */
export const endOfLicences = /* @__PURE__ */ handwritten<
  { readonly row: number },
  { readonly after: number; readonly limit: number }
>(
  'SELECT max(row) AS row FROM (SELECT rowid AS row FROM licences WHERE rowid > ? ORDER BY rowid LIMIT ?)',
  ['after', 'limit'],
  (rows) => rows.flatMap(({ row }) => (row === null || row === undefined ? [] : [{ row: Number(row) }])),
)

/** A licence that has ended, with the years its item keeps the papers of a decision. */
export type EndedLicenceRow = Pick<
  LicenceRow,
  'identifier' | 'caseNumber' | 'state' | 'validUntil' | 'seq' | 'updatedAt'
> & { readonly years: number; readonly row: number }

/**
 * Of the same licences those that have ended and are not filed as they stand now: by their state (`states`, a JSON list)
 * or because their last day is before `on`. A case that is open, or whose item names no basis, has none.
 */
export const licencesToFile = /* @__PURE__ */ handwritten<
  EndedLicenceRow,
  { readonly after: number; readonly limit: number; readonly states: string; readonly on: string }
>(
  `SELECT l.cell AS cell, l.identifier, l.case_number, l.state, l.valid_until, l.seq, l.updated_at, r.years
   FROM (SELECT rowid AS cell, * FROM licences WHERE rowid > ? ORDER BY rowid LIMIT ?) l
   JOIN case_retention r ON r.case_number = l.case_number AND r.years IS NOT NULL
   LEFT JOIN licence_retention k ON k.identifier = l.identifier
   WHERE l.content_enc <> '' AND (k.seq IS NULL OR k.seq <> l.seq)
     AND (l.state IN (SELECT value FROM json_each(?)) OR l.valid_until < ?)
   ORDER BY l.cell`,
  ['after', 'limit', 'states', 'on'],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.cell),
      identifier: String(row.identifier),
      caseNumber: String(row.case_number),
      state: String(row.state),
      validUntil: row.valid_until === null || row.valid_until === undefined ? null : String(row.valid_until),
      seq: Number(row.seq),
      updatedAt: Number(row.updated_at),
      years: Number(row.years),
    })),
)

/** Licences whose time is over, and whose case was erased before them. */
export const licencesToErase = /* @__PURE__ */ select<
  LicenceRow,
  { readonly on: string; readonly limit: number }
>(STATEMENTS.licencesToErase)

/** What of a licence is encrypted, column by column in the order of `LICENCE_COLUMNS`; nothing that was erased. */
export const cellsOfLicence = (identifier: string): readonly Statement<OwnCell>[] =>
  CELLS.map((cells) => cells({ owner: identifier }))

const CELLS = /* @__PURE__ */ LICENCE_COLUMNS.map((place) => cellsOf(place, 'identifier'))

/**
 * The end of what a licence held: its key, every encrypted text, the index of its holder, who used it, the codes it was
 * shown by and where its fixed-layout files are. Identifier, type, number, state and place in the status list stay: a place is never given twice, and the list
 * goes on saying what became of it. One batch with the event that says so.
 */
export const eraseLicenceContent = (identifier: string): readonly Statement[] =>
  erasures().map((erase) => erase({ identifier }))

const erasures = () => [
  handwritten<never, ByIdentifier>(
    // By the index of codes, which is of holders: so ahead of the statement that takes the holder away.
    `DELETE FROM presentations WHERE identifier = ?
       AND holder_index = (SELECT holder_index FROM licences WHERE identifier = ?)`,
    ['identifier', 'identifier'],
    () => [],
  ),
  ...[
    'DELETE FROM licence_keys WHERE identifier = ?',
    "UPDATE licences SET content_enc = '', holder_index = 'erased:' || identifier WHERE identifier = ?",
    "UPDATE licence_events SET texts_enc = '' WHERE identifier = ? AND texts_enc IS NOT NULL",
    'DELETE FROM licence_uses WHERE identifier = ?',
    'DELETE FROM licence_renditions WHERE identifier = ?',
    'DELETE FROM licence_transfers WHERE identifier = ?',
  ].map((sql) => handwritten<never, ByIdentifier>(sql, ['identifier'], () => [])),
]

/** Forgets counts of the use of keys before a day, so many at once. */
export const forgetApiKeyUse = /* @__PURE__ */ handwritten<
  never,
  { readonly before: string; readonly limit: number }
>(
  'DELETE FROM api_key_use WHERE rowid IN (SELECT rowid FROM api_key_use WHERE day < ? LIMIT ?)',
  ['before', 'limit'],
  () => [],
)
