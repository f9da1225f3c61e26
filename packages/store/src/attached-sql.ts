import type { SqlValue } from './statement.ts'

/**
 * SQL of files that go with the steps of a paper: of notices of supervision and of rectification orders, each in a table of
 * its own. A file that no step names has no number of one.
 */
type Attached = { readonly table: string; readonly owner: string }

/** The files go with this step; none that went with another. Values: number, paper, files. */
export const nameFilesSql = ({ table, owner }: Attached) =>
  `UPDATE ${table} SET seq = ? WHERE ${owner} = ? AND seq IS NULL
     AND file_id IN (SELECT value FROM json_each(?))`

/**
 * Which papers lack one of these uploads: the paper twice, so that writing both rows conflicts; none where all of them are
 * there and no step has named them. Values: ?1 paper, ?2 files.
 */
export const lackingFilesSql = ({ table, owner }: Attached) =>
  `FROM json_each('[1,2]') WHERE json_array_length(?2) <> (SELECT count(*) FROM ${table}
     WHERE ${owner} = ?1 AND seq IS NULL AND file_id IN (SELECT value FROM json_each(?2)))`

/** Of these uploads those that no step names. Values: paper, files. */
export const dropFilesSql = ({ table, owner }: Attached) =>
  `DELETE FROM ${table} WHERE ${owner} = ? AND seq IS NULL AND file_id IN (SELECT value FROM json_each(?))
   RETURNING file_id, seals`

/** All of a paper that no step named, up to a page. Values: paper, limit. */
export const dropUnnamedSql = ({ table, owner }: Attached) =>
  `DELETE FROM ${table} WHERE rowid IN
     (SELECT rowid FROM ${table} WHERE ${owner} = ? AND seq IS NULL LIMIT ?) RETURNING file_id, seals`

export type DroppedUpload = { readonly fileId: string; readonly seals: string }
export const droppedUploads = (
  rows: readonly Readonly<Record<string, SqlValue>>[],
): readonly DroppedUpload[] => rows.map((row) => ({ fileId: String(row.file_id), seals: String(row.seals) }))
