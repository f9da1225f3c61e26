import { type Failure, ok, type Result } from '@tongban/kernel'
import { storedParts } from '@tongban/store'
import type { Context } from '../context.ts'
import { objectName } from '../files/place.ts'
import { sealOf } from '../files/sealed-part.ts'

/**
 * Whether the file storage still holds what the cases say it does: every part of every complete file is read and held
 * against its seal, a page at a time, for an auditor. Backups copy the database and not the storage: after a restore
 * this tells which files are missing.
 */
export type PartFinding = {
  readonly caseNumber: string
  readonly fileId: string
  readonly part: number
  readonly reason: 'lost' | 'changed'
}
export type StoredFiles = {
  readonly checked: number
  readonly findings: readonly PartFinding[]
  /** Where the next page begins; null after the last. */
  readonly next: string | null
}

/** Parts of half a megabyte each. */
const PAGE = 24

export async function checkStoredFiles(ctx: Context, after: string): Promise<Result<StoredFiles, Failure>> {
  const { files: store } = ctx
  const [fileId = '', part = '-1'] = after.split(' ')
  const [parts] = await ctx.database.read([storedParts({ fileId, partIndex: Number(part), limit: PAGE })])
  const findings: PartFinding[] = []
  for (const { caseNumber, fileId: id, partIndex, address, seal } of parts) {
    // Without a storage every file that cases hold is lost.
    const bytes = store === null ? null : await store.get(objectName(address, seal))
    const reason = bytes === null ? 'lost' : (await sealOf(bytes)) === seal ? null : 'changed'
    if (reason !== null) findings.push({ caseNumber, fileId: id, part: partIndex, reason })
  }
  const last = parts.length === PAGE ? parts.at(-1) : undefined
  return ok({
    checked: parts.length,
    findings,
    next: last === undefined ? null : `${last.fileId} ${last.partIndex}`,
  })
}
