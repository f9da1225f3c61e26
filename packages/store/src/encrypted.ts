import { handwritten, type SqlValue, type Statement } from './statement.ts'

/**
 * Every encrypted column of the database, with the SQL that names its row in the authenticated data. Field
 * encryption binds a text to table | column | row; this table is where the three are written down once.
 */
export const ENCRYPTED_COLUMNS = [
  { table: 'cases', column: 'application_enc', row: 'case_number' },
  { table: 'decisions', column: 'record_enc', row: "case_number || '/' || seq" },
  { table: 'event_texts', column: 'texts_enc', row: "case_number || '/' || seq" },
  { table: 'documents', column: 'facts_enc', row: 'document_number' },
  { table: 'idempotency_keys', column: 'answer_enc', row: "scope || '/' || key" },
  { table: 'registry_records', column: 'record_enc', row: "source || '/' || subject_index" },
  { table: 'outbox', column: 'payload_enc', row: 'id' },
  { table: 'files', column: 'meta_enc', row: 'file_id' },
  { table: 'files', column: 'key_enc', row: 'file_id' },
  { table: 'case_keys', column: 'key_enc', row: 'case_number' },
  { table: 'audit_judgements', column: 'judgement_enc', row: 'sample_id' },
  { table: 'rule_report_pages', column: 'flips_enc', row: "rule_id || '/' || base_id || '/' || page" },
  { table: 'licences', column: 'content_enc', row: 'identifier' },
  { table: 'licence_events', column: 'texts_enc', row: "identifier || '/' || seq" },
  { table: 'licence_keys', column: 'key_enc', row: 'identifier' },
  { table: 'supervision_endpoints', column: 'address_enc', row: 'id' },
  { table: 'supervision_endpoints', column: 'keys_enc', row: 'id' },
  {
    table: 'exchange_contents',
    column: 'content_enc',
    row: "case_number || '/' || partner || '/' || direction || '/' || seq",
  },
  { table: 'notice_steps', column: 'texts_enc', row: "notice || '/' || seq" },
  { table: 'card_steps', column: 'texts_enc', row: "card || '/' || seq" },
  { table: 'supervision_findings', column: 'ended_enc', row: 'id' },
  { table: 'supervision_files', column: 'meta_enc', row: 'file_id' },
  { table: 'supervision_files', column: 'key_enc', row: 'file_id' },
  { table: 'evaluation_texts', column: 'text_enc', row: 'evaluation' },
  { table: 'evaluation_reviews', column: 'text_enc', row: 'id' },
  { table: 'rectification_steps', column: 'texts_enc', row: "order_number || '/' || seq" },
  { table: 'rectification_files', column: 'meta_enc', row: 'file_id' },
  { table: 'rectification_files', column: 'key_enc', row: 'file_id' },
] as const

export type EncryptedColumn = (typeof ENCRYPTED_COLUMNS)[number]
export type EncryptedCell = {
  readonly rowid: number
  readonly row: string
  readonly text: string
  /** How many cells of the stretch are not under the key, this one among them; more than given when they are large. */
  readonly pending: number
}

/** A stretch of `limit` rows after `after`. */
type Stretch = Readonly<{ after: number; limit: number }>
/** Of a stretch the cells that do not begin with `head`, at most so many and so long together, one at least. */
type Page = Stretch & Readonly<{ head: string; cells: number; length: number }>

/**
 * Sealed by a key of the ring, now or before: neither erased nor under the own key of an archived case or an ended
 * licence, which `case_keys` and `licence_keys` hold and which is rotated there.
 */
const ofTheRing = (column: string) => `${column} <> '' AND substr(${column}, 1, 4) <> 'v1.~'`

/** Made when they are first asked for: only the Worker that rotates keys needs them. */
let statements: ReturnType<typeof statementsOfAll> | undefined
const statementsOfAll = () =>
  new Map(
    ENCRYPTED_COLUMNS.map((place) => [
      place,
      {
        end: handwritten<{ readonly rowid: number }, Stretch>(
          () =>
            `SELECT rowid AS rowid FROM ${place.table} WHERE rowid > ? ORDER BY rowid LIMIT 1 OFFSET ? - 1`,
          ['after', 'limit'],
          (rows) => rows.map((row) => ({ rowid: Number(row.rowid) })),
        ),
        page: handwritten<EncryptedCell, Page>(
          () => `SELECT cell AS rowid, row_name, text, pending FROM (
           SELECT cell, ${place.row} AS row_name, ${place.column} AS text, count(*) OVER () AS pending,
             row_number() OVER (ORDER BY cell) AS nth, sum(length(${place.column})) OVER (ORDER BY cell) AS length
           FROM (SELECT rowid AS cell, * FROM ${place.table} WHERE rowid > ? ORDER BY rowid LIMIT ?)
           WHERE substr(${place.column}, 1, length(?)) <> ? AND ${ofTheRing(place.column)})
         WHERE nth = 1 OR (nth <= ? AND length <= ?) ORDER BY cell`,
          ['after', 'limit', 'head', 'head', 'cells', 'length'],
          decodeCells,
        ),
        swap: handwritten<never, Readonly<{ swaps: string }>>(
          () => `UPDATE ${place.table} SET ${place.column} = swap.value->>'after' FROM json_each(?) AS swap
         WHERE ${place.table}.rowid = swap.value->>'rowid'
           AND substr(${place.column}, 1, length(swap.value->>'head')) = swap.value->>'head'`,
          ['swaps'],
          () => [],
        ),
      },
    ]),
  )

/** The last row of a stretch, where the stretch is full; no row where the column ends within it. */
export function endOfStretch(
  place: EncryptedColumn,
  stretch: Stretch,
): Statement<{ readonly rowid: number }> {
  return of(place).end(stretch)
}

/** The cells of a stretch that are not under the key whose texts begin with `head`, in row order. */
export function encryptedCells(place: EncryptedColumn, page: Page): Statement<EncryptedCell> {
  return of(place).page(page)
}

export type CellSwap = {
  readonly rowid: number
  /** How the text to be replaced begins, its random IV included: no other text begins so. */
  readonly head: string
  readonly after: string
}
/** Longest list of swaps in one parameter: half of what the database takes for one value (2 MB). */
const LONGEST_LIST = 1_000_000

/** Replaces texts unless they have changed since they were read; as few statements as the database's limits allow. */
export function swapEncryptedCells(place: EncryptedColumn, swaps: readonly CellSwap[]): readonly Statement[] {
  const lists: string[][] = []
  let length = 0
  for (const swap of swaps) {
    const text = JSON.stringify(swap)
    length += text.length + 1
    const last = lists.at(-1)
    if (last !== undefined && length <= LONGEST_LIST) last.push(text)
    else {
      lists.push([text])
      length = text.length + 2
    }
  }
  return lists.map((list) => of(place).swap({ swaps: `[${list.join(',')}]` }))
}

function of(place: EncryptedColumn) {
  statements ??= statementsOfAll()
  const found = statements.get(place)
  if (found === undefined) throw new Error(`not an encrypted column: ${place.table}.${place.column}`)
  return found
}

function decodeCells(rows: readonly Readonly<Record<string, SqlValue>>[]): EncryptedCell[] {
  return rows.map((row) => ({
    rowid: Number(row.rowid),
    row: String(row.row_name),
    text: String(row.text),
    pending: Number(row.pending),
  }))
}

const CASE_TABLES: readonly string[] = ['cases', 'decisions', 'event_texts', 'documents', 'exchange_contents']

/** The columns that come under a case's own key when it is archived; each of these tables has a `case_number`. */
export const CASE_COLUMNS: readonly EncryptedColumn[] = ENCRYPTED_COLUMNS.filter(({ table }) =>
  CASE_TABLES.includes(table),
)

const LICENCE_TABLES: readonly string[] = ['licences', 'licence_events']

/** The columns that come under a licence's own key when it has ended; each of these tables has an `identifier`. */
export const LICENCE_COLUMNS: readonly EncryptedColumn[] = ENCRYPTED_COLUMNS.filter(({ table }) =>
  LICENCE_TABLES.includes(table),
)

export type OwnCell = { readonly rowid: number; readonly row: string; readonly text: string }

/** What of one case or licence is encrypted in this column; nothing that was erased. */
export const cellsOf = ({ table, column, row }: EncryptedColumn, owner: 'case_number' | 'identifier') =>
  handwritten<OwnCell, { readonly owner: string }>(
    () =>
      `SELECT rowid AS rowid, ${row} AS row_name, ${column} AS text FROM ${table} WHERE ${owner} = ? AND ${column} <> ''`,
    ['owner'],
    (rows) =>
      rows.map((each) => ({
        rowid: Number(each.rowid),
        row: String(each.row_name),
        text: String(each.text),
      })),
  )
