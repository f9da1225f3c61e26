import * as STATEMENTS from './compiled/statements.ts'
import type { fileParts, files, readings } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of the files of a case, of their parts, and of who read what. */

export type FileRow = typeof files.$inferSelect
export type FilePartRow = typeof fileParts.$inferSelect
export type ReadingRow = typeof readings.$inferSelect
type ByCase = { readonly caseNumber: string }
type ByFile = { readonly fileId: string }

export const filesOfCase = /* @__PURE__ */ select<FileRow, ByCase>(STATEMENTS.filesOfCase)
export const fileOfCase = /* @__PURE__ */ select<FileRow, ByCase & ByFile>(STATEMENTS.fileOfCase)
export const fileByAddress = /* @__PURE__ */ select<FileRow, { readonly address: string }>(
  STATEMENTS.fileByAddress,
)
export const partsOfFile = /* @__PURE__ */ select<FilePartRow, ByFile>(STATEMENTS.partsOfFile)
export const completeFile = /* @__PURE__ */ command<{
  readonly fileId: string
  readonly type: string
  readonly digest: string
  readonly completedAt: number
}>(STATEMENTS.completeFile)
/** Deletes the keys of all files of a case: what storage still holds of them opens no more. */
export const eraseFilesOfCase = /* @__PURE__ */ command<ByCase>(STATEMENTS.eraseFilesOfCase)
/** Nothing of an erased file is left in the storage; its address goes too, against which a guess at it could be tested. */
export const fileCleared = /* @__PURE__ */ handwritten<never, ByFile>(
  "UPDATE files SET expires_at = NULL, address = file_id WHERE file_id = ? AND state = 'erased'",
  ['fileId'],
  () => [],
)
/** What is due to be cleared away: uploads that have expired or were given up, and erased files. */
export const expiredUploads = /* @__PURE__ */ select<
  FileRow,
  { readonly before: number; readonly limit: number }
>(STATEMENTS.expiredUploads)
export const insertReading = /* @__PURE__ */ command<ReadingRow>(STATEMENTS.insertReading)
/** The newest first. */
export const readingsOfCase = /* @__PURE__ */ select<ReadingRow, ByCase & { readonly limit: number }>(
  STATEMENTS.readingsOfCase,
)
export const readingsBySubject = /* @__PURE__ */ select<
  { readonly at: number },
  { readonly subjectIndex: string; readonly what: string; readonly since: number }
>(STATEMENTS.readingsBySubject)

/** Opens an upload unless the case has `limit` files already; answers its id if it did. */
export const openUpload = /* @__PURE__ */ handwritten<
  ByFile,
  Pick<FileRow, 'fileId' | 'caseNumber' | 'address' | 'materialCode' | 'size' | 'addedBy' | 'openedAt'> & {
    readonly metaEnc: string
    readonly keyEnc: string
    readonly expiresAt: number
    readonly limit: number
  }
>(
  `INSERT INTO files (file_id, case_number, address, material_code, state, size, meta_enc, key_enc, added_by,
     opened_at, expires_at)
   SELECT ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?
   WHERE (SELECT count(*) FROM files WHERE case_number = ?) < ?
   ON CONFLICT (address) DO NOTHING RETURNING file_id`,
  [
    'fileId',
    'caseNumber',
    'address',
    'materialCode',
    'size',
    'metaEnc',
    'keyEnc',
    'addedBy',
    'openedAt',
    'expiresAt',
    'caseNumber',
    'limit',
  ],
  (rows) => rows.map((row) => ({ fileId: String(row.file_id) })),
)

/** Keeps the seal of a part that has arrived, unless the upload has ended or the part was here; answers it if kept. */
export const keepPart = /* @__PURE__ */ handwritten<{ readonly partIndex: number }, FilePartRow>(
  `INSERT INTO file_parts (file_id, part_index, seal)
   SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM files WHERE file_id = ? AND state IN ('open', 'underway'))
   ON CONFLICT (file_id, part_index) DO NOTHING RETURNING part_index`,
  ['fileId', 'partIndex', 'seal', 'fileId'],
  (rows) => rows.map((row) => ({ partIndex: Number(row.part_index) })),
)

/** Gives up an upload that is not complete: from now on nothing can be added to it. Answers it unless it was completed. */
export const giveUpUpload = /* @__PURE__ */ handwritten<ByFile, ByFile>(
  `UPDATE files SET state = 'givenUp', expires_at = 0 WHERE file_id = ? AND state IN ('open', 'givenUp')
   RETURNING file_id`,
  ['fileId'],
  (rows) => rows.map((row) => ({ fileId: String(row.file_id) })),
)

/** Forgets the parts of an upload that was given up. */
export const forgetParts = /* @__PURE__ */ handwritten<never, ByFile>(
  `DELETE FROM file_parts WHERE file_id = ? AND EXISTS
     (SELECT 1 FROM files WHERE files.file_id = file_parts.file_id AND files.state = 'givenUp')`,
  ['fileId'],
  () => [],
)

/** Forgets an upload that was given up; goes after `forgetParts` in one batch. */
export const forgetUpload = /* @__PURE__ */ handwritten<never, ByFile>(
  "DELETE FROM files WHERE file_id = ? AND state = 'givenUp'",
  ['fileId'],
  () => [],
)

export type StoredPart = FilePartRow & Pick<FileRow, 'caseNumber' | 'address'>

/** Parts of complete files after this one, in order of file and part: what the storage has to hold. */
export const storedParts = /* @__PURE__ */ handwritten<
  StoredPart,
  { readonly fileId: string; readonly partIndex: number; readonly limit: number }
>(
  `SELECT p.file_id AS file_id, p.part_index AS part_index, p.seal AS seal, f.case_number AS case_number, f.address AS address
   FROM file_parts p JOIN files f ON f.file_id = p.file_id
   WHERE (p.file_id, p.part_index) > (?, ?) AND f.state = 'complete'
   ORDER BY p.file_id, p.part_index LIMIT ?`,
  ['fileId', 'partIndex', 'limit'],
  (rows) =>
    rows.map((row) => ({
      fileId: String(row.file_id),
      partIndex: Number(row.part_index),
      seal: String(row.seal),
      caseNumber: String(row.case_number),
      address: String(row.address),
    })),
)
