import * as STATEMENTS from './compiled/statements.ts'
import type { licenceEvents, licences, licenceUses, statusChanges, statusLists } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of e-licences 电子证照: the licences, what happened to them, their status lists and who used them. */

export type LicenceRow = typeof licences.$inferSelect
export type LicenceEventRow = typeof licenceEvents.$inferSelect
export type LicenceUseRow = typeof licenceUses.$inferSelect
export type StatusListRow = typeof statusLists.$inferSelect
export type StatusChangeRow = Omit<typeof statusChanges.$inferSelect, 'at'>
type ByIdentifier = { readonly identifier: string }

export const insertLicence = /* @__PURE__ */ command<LicenceRow>(STATEMENTS.insertLicence)
export const insertLicenceEvent = /* @__PURE__ */ command<LicenceEventRow>(STATEMENTS.insertLicenceEvent)
export const insertLicenceUse = /* @__PURE__ */ command<LicenceUseRow>(STATEMENTS.insertLicenceUse)
export const insertStatusChange = /* @__PURE__ */ command<Omit<typeof statusChanges.$inferSelect, 'seq'>>(
  STATEMENTS.insertStatusChange,
)
/** The fold of a licence's events after one more; goes with the event, whose key keeps two writers apart. */
export const updateLicence = /* @__PURE__ */ command<
  Pick<LicenceRow, 'identifier' | 'state' | 'statusValue' | 'seq' | 'headHash' | 'updatedAt'>
>(STATEMENTS.updateLicence)
export const licenceByIdentifier = /* @__PURE__ */ select<LicenceRow, ByIdentifier>(
  STATEMENTS.licenceByIdentifier,
)
export const licenceEventsOfCase = /* @__PURE__ */ select<LicenceEventRow, { readonly caseNumber: string }>(
  STATEMENTS.licenceEventsOfCase,
)
export const licencesOfCase = /* @__PURE__ */ select<LicenceRow, { readonly caseNumber: string }>(
  STATEMENTS.licencesOfCase,
)
/** The newest first; of all types. */
export const licencesOfHolder = /* @__PURE__ */ select<
  LicenceRow,
  { readonly holderIndex: string; readonly limit: number }
>(STATEMENTS.licencesOfHolder)
export const eventsOfLicence = /* @__PURE__ */ select<LicenceEventRow, ByIdentifier>(
  STATEMENTS.eventsOfLicence,
)
/** The newest first, from where the page before ended. */
export const usesOfLicence = /* @__PURE__ */ select<
  LicenceUseRow,
  ByIdentifier & { readonly beforeAt: number; readonly before: string; readonly limit: number }
>(STATEMENTS.usesOfLicence)

/** Every place of a shard that is not plainly valid. */
export const notValidInList = /* @__PURE__ */ select<
  Pick<LicenceRow, 'statusIndex' | 'statusValue'>,
  { readonly list: number }
>(STATEMENTS.notValidInList)
export const statusChangesAfter = /* @__PURE__ */ select<
  StatusChangeRow,
  { readonly seq: number; readonly limit: number }
>(STATEMENTS.statusChangesAfter)
export const allStatusLists = /* @__PURE__ */ select<StatusListRow>(STATEMENTS.allStatusLists)
export const statusListByNumber = /* @__PURE__ */ select<StatusListRow, { readonly list: number }>(
  STATEMENTS.statusListByNumber,
)
export const lastStatusChange = /* @__PURE__ */ handwritten<{ readonly seq: number }, Record<never, never>>(
  'SELECT coalesce(max(seq), 0) AS seq FROM status_changes',
  [],
  (rows) => rows.map((row) => ({ seq: Number(row.seq) })),
)

/** Counts what is issued into a list, which is opened by the first. */
export const countIssued = /* @__PURE__ */ handwritten<
  never,
  { readonly list: number; readonly issued: number; readonly at: number }
>(
  `INSERT INTO status_lists (list, used, created_at) VALUES (?, ?, ?)
   ON CONFLICT (list) DO UPDATE SET used = used + excluded.used`,
  ['list', 'issued', 'at'],
  () => [],
)

export type StatusPlace = { readonly list: number; readonly statusIndex: number; readonly taken: boolean }

/**
 * Of the candidates, which are taken in the list that is open: the older of the last two that is used less than `full`,
 * else the one after the last.
 */
export const statusPlaces = /* @__PURE__ */ handwritten<
  StatusPlace,
  { readonly full: number; readonly candidates: string }
>(
  `SELECT open.list AS list, candidate.value AS status_index,
     EXISTS (SELECT 1 FROM licences
       WHERE status_list = open.list AND status_index = candidate.value) AS taken
   FROM (SELECT coalesce(
       (SELECT min(list) FROM (SELECT list, used FROM status_lists ORDER BY list DESC LIMIT 2) WHERE used < ?),
       (SELECT coalesce(max(list), 0) + 1 FROM status_lists)) AS list) AS open,
     json_each(?) AS candidate`,
  ['full', 'candidates'],
  (rows) =>
    rows.map((row) => ({
      list: Number(row.list),
      statusIndex: Number(row.status_index),
      taken: Number(row.taken) === 1,
    })),
)

/** Counts one attempt in its window and answers how many there were; for a read batch, since it answers. */
export const countAttempt = /* @__PURE__ */ handwritten<
  { readonly count: number },
  { readonly bucket: string; readonly windowAt: number }
>(
  `INSERT INTO attempts (bucket, window_at, count) VALUES (?, ?, 1)
   ON CONFLICT (bucket, window_at) DO UPDATE SET count = count + 1 RETURNING count`,
  ['bucket', 'windowAt'],
  (rows) => rows.map((row) => ({ count: Number(row.count) })),
)

/** Forgets a few windows that are over: attempts are counted for a while and no longer. */
export const forgetAttempts = /* @__PURE__ */ handwritten<
  never,
  { readonly before: number; readonly limit: number }
>(
  `DELETE FROM attempts WHERE rowid IN (SELECT rowid FROM attempts WHERE window_at < ? LIMIT ?)`,
  ['before', 'limit'],
  () => [],
)

/** Takes a nonce unless it was taken before; answers it if so. For a read batch, since it answers. */
export const takeNonce = /* @__PURE__ */ handwritten<
  { readonly nonceHash: string },
  { readonly nonceHash: string; readonly expiresAt: number }
>(
  `INSERT INTO used_nonces (nonce_hash, expires_at) VALUES (?, ?)
   ON CONFLICT (nonce_hash) DO NOTHING RETURNING nonce_hash`,
  ['nonceHash', 'expiresAt'],
  (rows) => rows.map((row) => ({ nonceHash: String(row.nonce_hash) })),
)

/** Forgets a few nonces whose key binding is too old to be taken anyway. */
export const forgetNonces = /* @__PURE__ */ handwritten<
  never,
  { readonly before: number; readonly limit: number }
>(
  `DELETE FROM used_nonces WHERE nonce_hash IN
     (SELECT nonce_hash FROM used_nonces WHERE expires_at < ? LIMIT ?)`,
  ['before', 'limit'],
  () => [],
)
