import { handwritten, type SqlValue, type Statement } from './statement.ts'

/**
 * Every encrypted column of the database, with the SQL that names its row in the authenticated data. Field
 * encryption binds a text to table | column | row; this table is where the three are written down once.
 */
export const ENCRYPTED_COLUMNS = [
  { table: 'cases', column: 'application_enc', row: 'case_number' },
  { table: 'decisions', column: 'record_enc', row: "case_number || '/' || seq" },
  { table: 'documents', column: 'facts_enc', row: 'document_number' },
  { table: 'idempotency_keys', column: 'answer_enc', row: "scope || '/' || key" },
  { table: 'registry_records', column: 'record_enc', row: "source || '/' || subject_index" },
  { table: 'outbox', column: 'payload_enc', row: 'id' },
] as const

export type EncryptedColumn = (typeof ENCRYPTED_COLUMNS)[number]
export type EncryptedCell = { readonly rowid: number; readonly row: string; readonly text: string }

type Page = Readonly<{ after: number; limit: number }>
type Swap = Readonly<{ rowid: number; before: string; after: string }>

const statements = new Map(
  ENCRYPTED_COLUMNS.map((place) => [
    place,
    {
      page: handwritten<EncryptedCell, Page>(
        `SELECT rowid AS rowid, ${place.row} AS row_name, ${place.column} AS text FROM ${place.table}
         WHERE rowid > ? ORDER BY rowid LIMIT ?`,
        ['after', 'limit'],
        decodeCells,
      ),
      swap: handwritten<never, Swap>(
        `UPDATE ${place.table} SET ${place.column} = ? WHERE rowid = ? AND ${place.column} = ?`,
        ['after', 'rowid', 'before'],
        () => [],
      ),
    },
  ]),
)

/** The next cells of a column after `after`, in row order. */
export function encryptedCells(place: EncryptedColumn, page: Page): Statement<EncryptedCell> {
  return of(place).page(page)
}

/** Replaces a cell's text unless it has changed since it was read. */
export function swapEncryptedCell(place: EncryptedColumn, swap: Swap): Statement {
  return of(place).swap(swap)
}

function of(place: EncryptedColumn) {
  const found = statements.get(place)
  if (found === undefined) throw new Error(`not an encrypted column: ${place.table}.${place.column}`)
  return found
}

function decodeCells(rows: readonly Readonly<Record<string, SqlValue>>[]): EncryptedCell[] {
  return rows.map((row) => ({ rowid: Number(row.rowid), row: String(row.row_name), text: String(row.text) }))
}
