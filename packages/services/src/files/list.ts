import type { Text } from '@tongban/catalogue'
import { type Failure, ok, type Result, ROLES } from '@tongban/kernel'
import { filesOfCase, partsOfFile, type ReadingRow, readingsOfCase } from '@tongban/store'
import type { Context } from '../context.ts'
import { isRole } from '../delegations/in-force.ts'
import { openMeta } from './meta.ts'
import { caseForReading } from './open-case.ts'
import { isPurpose, PURPOSES } from './record-reading.ts'
import {
  type FileView,
  fileView,
  type UnderwayView,
  type UploadView,
  underwayView,
  uploadView,
} from './view.ts'

/** The files of a case, uploads on their way, and who read which file, as roles and posts, not as persons. */
export type ReadingView = {
  readonly at: number
  readonly by: string
  readonly byName: Text
  readonly department: string | null
  readonly post: string | null
  readonly purpose: string
  readonly purposeName: Text
}

export type FilesView = {
  readonly files: readonly (FileView & { readonly readings: readonly ReadingView[] })[]
  readonly uploads: readonly (UploadView & { readonly name: string | null })[]
  readonly underway: readonly UnderwayView[]
}

/** The newest; every reading stays in the database for an audit. */
const READINGS_SHOWN = 500

export async function listFiles(ctx: Context, caseNumber: string): Promise<Result<FilesView, Failure>> {
  const opened = await caseForReading(ctx, caseNumber)
  if (!opened.ok) return opened
  const { item } = opened.value.loaded
  const [rows, readings] = await ctx.database.read([
    filesOfCase({ caseNumber }),
    readingsOfCase({ caseNumber, limit: READINGS_SHOWN }),
  ])
  const now = ctx.clock.now()
  const open = rows.filter(({ state, expiresAt }) => state === 'open' && (expiresAt ?? 0) > now)
  const coming = rows.filter(({ state }) => state === 'underway')
  const incomplete = [...open, ...coming]
  const [parts, metas] = await Promise.all([
    incomplete.length === 0 ? [] : ctx.database.read(incomplete.map(({ fileId }) => partsOfFile({ fileId }))),
    Promise.all(rows.map((row) => openMeta(ctx, row))),
  ])
  const files = rows.flatMap((row, at) => {
    const view = fileView(item, row, metas[at] ?? null)
    return view === null ? [] : [{ ...view, readings: readingsOfFile(readings, row.fileId) }]
  })
  const uploads = open.map((row, at) => ({
    ...uploadView(row, parts[at] ?? []),
    name: metas[rows.indexOf(row)]?.name ?? null,
  }))
  const underway = coming.map((row, at) =>
    underwayView(row, parts[open.length + at] ?? [], metas[rows.indexOf(row)] ?? null),
  )
  return ok({ files, uploads, underway })
}

const readingsOfFile = (readings: readonly ReadingRow[], fileId: string): readonly ReadingView[] =>
  readings.filter((each) => each.fileId === fileId).map(readingView)

export function readingView({ at, actorKind, roles, department, post, purpose }: ReadingRow): ReadingView {
  const purposeName = isPurpose(purpose) ? PURPOSES[purpose] : { zh: purpose, en: purpose }
  return { at, by: actorKind, byName: nameOf(roles), department, post, purpose, purposeName }
}

function nameOf(roles: string | null): Text {
  if (roles === null) return { zh: '申请人、提交人', en: 'applicant or submitter' }
  const names = roles.split(',').map((role) => (isRole(role) ? ROLES[role] : { zh: role, en: role }))
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') }
}
