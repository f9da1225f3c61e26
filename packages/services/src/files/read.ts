import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Bytes } from '@tongban/privacy'
import { type FilePartRow, type FileRow, fileOfCase, partsOfFile } from '@tongban/store'
import type { Context } from '../context.ts'
import { readable } from '../retention/readable.ts'
import { openKey, openMeta } from './meta.ts'
import { caseForReading } from './open-case.ts'
import { PART_BYTES } from './parts.ts'
import { type Range, rangeOf } from './range.ts'
import { type Purpose, readingStatement } from './record-reading.ts'
import { readPart } from './sealed-part.ts'
import type { FileStore } from './store.ts'

/**
 * Gives a file of a case out, whole or a range, one part after the other as it is taken; the reading is recorded first.
 * A part that storage has lost or changed ends the answer: what was checked when it came in is what is given, or nothing.
 */
export type FileContent = Range & {
  readonly partial: boolean
  readonly size: number
  readonly type: string
  readonly name: string
  readonly body: ReadableStream<Uint8Array>
}

type Asked = { readonly purpose?: Exclude<Purpose, 'own'> | undefined; readonly range?: string | undefined }

export async function readFile(
  ctx: Context,
  caseNumber: string,
  fileId: string,
  { purpose, range }: Asked,
): Promise<Result<FileContent, Failure>> {
  const opened = await caseForReading(ctx, caseNumber)
  if (!opened.ok) return opened
  const { loaded, store } = opened.value
  const kept = readable(ok(loaded))
  if (!kept.ok) return kept
  const isOwn = loaded.relation === 'applicant' || loaded.relation === 'submitter'
  if (!isOwn && purpose === undefined) return fail(NO_PURPOSE)
  const [[row], parts] = await ctx.database.read([
    fileOfCase({ fileId, caseNumber }),
    partsOfFile({ fileId }),
  ])
  if (row === undefined || row.state !== 'complete' || row.type === null) return NO_FILE
  const [key, meta] = await Promise.all([openKey(ctx, row), openMeta(ctx, row)])
  if (key === null || meta === null) return NO_FILE
  const asked = rangeOf(range, row.size)
  const read = partReader(ctx, store, key, row, parts)
  // Read before anything is answered: a file that cannot be read is an error, not an answer that breaks off.
  const first = await read(Math.floor(asked.from / PART_BYTES))
  const reading = { what: 'file', fileId, purpose: isOwn ? 'own' : (purpose ?? '') } as const
  const recorded = await ctx.database.write([readingStatement(ctx, loaded, reading)])
  if (!recorded.ok) throw new Error(`conflict in ${recorded.failure.table}`)
  const { type, size } = row
  return ok({ ...asked, size, type, name: meta.name, body: streamOf(asked, first, read) })
}

const NO_FILE = fail({ code: 'notFound', what: 'file' } as const)
const NO_PURPOSE: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/query/purpose',
      zh: '工作人员查看文件须说明用途：examine、assist、supervise、audit 或者 review。用途会告知申请人。',
      en: 'Officials state what they read a file for: examine, assist, supervise, audit or review. The applicant is told.',
    },
  ],
}

type ReadPart = (index: number) => Promise<Bytes>

function partReader(
  ctx: Context,
  store: FileStore,
  key: CryptoKey,
  row: FileRow,
  parts: readonly FilePartRow[],
): ReadPart {
  return async (index) => {
    const part = parts[index]
    if (part?.partIndex !== index) throw new Error('a part of a complete file is not known')
    const opened = await readPart(store, key, row, part)
    if (opened.ok) return opened.value
    ctx.log('filePartUnreadable', { part: index, reason: opened.failure.reason })
    throw new Error(`part ${index} of a file is ${opened.failure.reason}`)
  }
}

/** The bytes of the range; the next part is read when the one before has been taken. */
function streamOf({ from, to }: Range, first: Bytes, read: ReadPart): ReadableStream<Uint8Array> {
  let at = from
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const index = Math.floor(at / PART_BYTES)
        const part = at === from ? first : await read(index)
        const start = index * PART_BYTES
        controller.enqueue(part.subarray(at - start, to - start))
        at = Math.min(start + PART_BYTES, to)
        if (at === to) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
