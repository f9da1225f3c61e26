import { asOf, nextState } from '@tongban/cases'
import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import { encryptField, encryptJson, makeFileKey } from '@tongban/privacy'
import { type FileRow, fileByAddress, openUpload, partsOfFile } from '@tongban/store'
import * as z from 'zod'
import type { LoadedCase } from '../cases/load.ts'
import { stepRefusal } from '../cases/step-refusal.ts'
import type { Context } from '../context.ts'
import { nameFault } from './file-name.ts'
import { extensionFault } from './file-type.ts'
import { dropUpload } from './forget.ts'
import { caseForAdding, type FileCase } from './open-case.ts'
import { FILE_LIMIT_BYTES } from './parts.ts'
import { fileAddress, keyPlace, metaPlace } from './place.ts'
import { type UploadView, uploadView } from './view.ts'

/**
 * Announces a file for a material of a case. The address of a file is a keyed digest of case, material and content, so
 * that the same announcement again, after a break or from another tab, finds the same upload, and neither storage nor
 * database tells what it is a digest of. Two cases never share a file: the end of one case's retention must erase all
 * that it holds and nothing else (个人信息保护法 47).
 */
export const declarationSchema = z.strictObject({
  material: z.string().min(1).max(64),
  name: z.string().max(400),
  size: z
    .int()
    .min(1, { error: said('文件是空的。', 'The file is empty.') })
    .max(FILE_LIMIT_BYTES, {
      error: said(
        '每个文件不超过 20 MiB。请压缩或者分成几个文件后上传。',
        'A file has at most 20 MiB. Make it smaller or upload it in several files.',
      ),
    }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, {
    error: said(
      '应为 64 位小写十六进制的 SHA-256。',
      'Must be a SHA-256 of 64 lower-case hexadecimal digits.',
    ),
  }),
})
export type Declaration = z.infer<typeof declarationSchema>

/** More papers than any item asks for; a case without a bound could fill the storage. */
export const FILES_PER_CASE = 50
/** How long a broken upload can be taken up again. */
export const UPLOAD_LIFETIME_MS = 72 * 3_600_000

export async function declareFile(
  ctx: Context,
  caseNumber: string,
  declaration: Declaration,
): Promise<Result<UploadView, Failure>> {
  const opened = await caseForAdding(ctx, caseNumber)
  if (!opened.ok) return opened
  const { loaded } = opened.value
  const refused = refusedNow(ctx, loaded)
  if (refused !== null) return fail(refused)
  const errors = errorsOf(declaration, loaded)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const { material, sha256 } = declaration
  const address = await fileAddress(ctx.keys, { caseNumber, material, sha256 })
  const held = await findUsable(ctx, opened.value, address)
  if (held !== null) return ok(await withParts(ctx, held))
  const added = await open(ctx, caseNumber, address, declaration)
  if (added) return ok(await withParts(ctx, await mustFind(ctx, address)))
  // Either the same was announced by another request just now, or the case holds all the files it may.
  const other = await find(ctx, address)
  return other === null ? fail(TOO_MANY) : ok(await withParts(ctx, other))
}

/** Files come in while the case is open, and not after silence has closed it. */
export function refusedNow(ctx: Context, loaded: LoadedCase): Failure | null {
  const { policy } = loaded
  const { state } = asOf(policy.plan, loaded.fold, policy.calendar, ctx.clock.now())
  return nextState(state, 'fileAdded') === undefined ? stepRefusal(ctx, loaded, null) : null
}

function errorsOf({ name, material }: Declaration, { item }: LoadedCase): FieldError[] {
  const errors: FieldError[] = []
  const wrongName = nameFault(name) ?? extensionFault(name)
  if (wrongName !== null) errors.push({ pointer: '/name', ...wrongName })
  const codes = item.materials.map(({ code }) => code)
  if (!codes.includes(material)) {
    const known = codes.join(', ')
    errors.push({
      pointer: '/material',
      zh: `本事项的材料代码为以下之一：${known}。`,
      en: `The materials of this item are: ${known}.`,
    })
  }
  return errors
}

const TOO_MANY: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/material',
      zh: `一个办件最多 ${FILES_PER_CASE} 个文件（包括未传完的）。请合并文件，或者到窗口提交。`,
      en: `A case holds at most ${FILES_PER_CASE} files, those on their way included. Join some of them, or hand them in at the window.`,
    },
  ],
}

async function open(ctx: Context, caseNumber: string, address: string, declaration: Declaration) {
  const { material, name, size, sha256 } = declaration
  const fileId = ctx.ids.uuid()
  const openedAt = ctx.clock.now()
  const [metaEnc, keyEnc] = await Promise.all([
    encryptJson(ctx.keys, metaPlace(fileId), { name, sha256 }, ctx.ids.random(12)),
    encryptField(ctx.keys, keyPlace(fileId), makeFileKey(ctx.ids.random(32)), ctx.ids.random(12)),
  ])
  const [added] = await ctx.database.read([
    openUpload({
      fileId,
      caseNumber,
      address,
      materialCode: material,
      size,
      metaEnc,
      keyEnc,
      addedBy: ctx.actor.kind,
      openedAt,
      expiresAt: openedAt + UPLOAD_LIFETIME_MS,
      limit: FILES_PER_CASE,
    }),
  ])
  return added.length > 0
}

async function find(ctx: Context, address: string): Promise<FileRow | null> {
  const [[row]] = await ctx.database.read([fileByAddress({ address })])
  return row ?? null
}

async function mustFind(ctx: Context, address: string): Promise<FileRow> {
  const row = await find(ctx, address)
  if (row === null) throw new Error('an upload that was just opened is not there')
  return row
}

/** The file of that address; one that has expired or was given up is cleared away first. */
async function findUsable(ctx: Context, { store }: FileCase, address: string): Promise<FileRow | null> {
  const row = await find(ctx, address)
  if (row === null || row.state === 'complete') return row
  if (row.state === 'open' && (row.expiresAt ?? 0) > ctx.clock.now()) return row
  await dropUpload(ctx, store, row)
  return null
}

async function withParts(ctx: Context, row: FileRow): Promise<UploadView> {
  const [parts] = await ctx.database.read([partsOfFile({ fileId: row.fileId })])
  return uploadView(row, parts)
}
