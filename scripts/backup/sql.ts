import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Trouble } from '../say.ts'
import { type BackupTable, fileOf, type Manifest, type Row, rowSchema } from './copy.ts'

/**
 * The rows of a backup as SQL for an empty database that has its migrations. Row numbers are kept: the evidence is read
 * in their order. A statement may have 100 kB, so that a longer text is written piece by piece.
 */
const LONGEST_STATEMENT = 60_000
/** Characters, of four bytes at most. */
const PIECE = 15_000

export async function* sqlOf(folder: string, manifest: Manifest): AsyncGenerator<string> {
  for (const table of manifest.tables) {
    const file = manifest.files[table.name]
    if (file === undefined) throw damaged(table.name)
    const hash = createHash('sha256')
    let rows = 0
    const input = createReadStream(fileOf(folder, file.folder, table.name), 'utf8')
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      hash.update(`${line}\n`)
      rows += 1
      yield* insertOf(table, rowSchema.parse(JSON.parse(line)))
    }
    if (rows !== file.rows || hash.digest('hex') !== file.sha256) throw damaged(table.name)
  }
  // A lease of the region that was lost binds nobody.
  yield 'UPDATE jobs SET leased_by = NULL, lease_until = 0;\n'
}

function* insertOf({ name, columns }: BackupTable, row: Row): Generator<string> {
  const [rowid, ...values] = row
  const names = ['rowid', ...columns].map((column) => `"${column}"`).join(', ')
  let left = LONGEST_STATEMENT
  const long: (readonly [column: string, text: string])[] = []
  const first = values.map((value, at) => {
    if (typeof value !== 'string') return literal(value)
    left -= Buffer.byteLength(value)
    if (left >= 0) return literal(value)
    left += Buffer.byteLength(value)
    long.push([columns[at] ?? '', value])
    return "''"
  })
  yield `INSERT INTO "${name}" (${names}) VALUES (${[literal(rowid ?? null), ...first].join(', ')});\n`
  for (const [column, text] of long) {
    for (const piece of piecesOf(text))
      yield `UPDATE "${name}" SET "${column}" = "${column}" || ${literal(piece)} WHERE rowid = ${Number(rowid)};\n`
  }
}

/** Never between the two halves of a character. */
function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = from + PIECE
    const isHalf = /[\uD800-\uDBFF]/.test(text[end - 1] ?? '')
    yield text.slice(from, isHalf ? end - 1 : end)
    from = isHalf ? end - 1 : end
  }
}

const literal = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`

const damaged = (table: string) =>
  new Trouble(
    `备份不完整：表 ${table} 的内容与清单不符。没有写入任何数据。`,
    `The backup is damaged: table ${table} is not what the manifest says. Nothing was written.`,
  )
