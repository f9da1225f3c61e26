import * as STATEMENTS from './compiled/statements.ts'
import type { factFetches, registries, registryRecords } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of the registry records and of the log of fact fetching. */

export type RegistryRow = typeof registryRecords.$inferSelect
export type FactFetchRow = typeof factFetches.$inferSelect

/** All records about the given subjects (JSON array of subject indexes), whatever the source. */
export const registryOf = /* @__PURE__ */ handwritten<RegistryRow, { readonly subjectIndexes: string }>(
  `SELECT subject_index, source, record_enc, source_at FROM registry_records
   WHERE subject_index IN (SELECT value FROM json_each(?))`,
  ['subjectIndexes'],
  (rows) =>
    rows.map((row) => ({
      subjectIndex: String(row.subject_index),
      source: String(row.source),
      recordEnc: String(row.record_enc),
      sourceAt: Number(row.source_at),
    })),
)

/** A newer record of the same subject and source replaces the older one; an older one changes nothing. */
export const putRegistryRecord = /* @__PURE__ */ command<RegistryRow>(STATEMENTS.putRegistryRecord)

/** All fetches of one case in one statement; `rows` is a JSON array of `FactFetchRow`. */
export const insertFactFetches = /* @__PURE__ */ handwritten<never, { readonly rows: string }>(
  `INSERT INTO fact_fetches (case_number, source, item_code, purpose, facts, state, source_at, fetched_at)
   SELECT value->>'caseNumber', value->>'source', value->>'itemCode', value->>'purpose', value->>'facts',
     value->>'state', value->>'sourceAt', value->>'fetchedAt' FROM json_each(?)`,
  ['rows'],
  () => [],
)

/** Which sources were asked for a case, oldest first. */
export const factFetchesOfCase = /* @__PURE__ */ select<FactFetchRow, { readonly caseNumber: string }>(
  STATEMENTS.factFetchesOfCase,
)

export type RegistryStateRow = typeof registries.$inferSelect

export const allRegistries = /* @__PURE__ */ select<RegistryStateRow>(STATEMENTS.allRegistries)

/** Brings a registry up to date: as of `asOf`, unless it already is as of later. Its state stays as it is. */
export const putRegistryAsOf = /* @__PURE__ */ command<RegistryStateRow>(STATEMENTS.putRegistryAsOf)

/** Marks a registry; goes with the row of the log whose revision it takes. */
export const putRegistryState = /* @__PURE__ */ command<RegistryStateRow>(STATEMENTS.putRegistryState)
