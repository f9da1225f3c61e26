import type { Happening } from '@tongban/cases'
import { canonicalJson, type Failure, fail, ok, type Result, sha256Hex } from '@tongban/kernel'
import { type FilePartRow, type FileRow, completeFile as markComplete } from '@tongban/store'
import { filesTold } from '../attachments/told.ts'
import { appendEvents } from '../cases/append-events.ts'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { NO_PAPERS, type Papers } from '../handovers/papers.ts'
import { isOpenPart } from '../joint/told.ts'
import { refusedNow } from './declare.ts'
import type { FileType } from './file-type.ts'
import { giveUp } from './forget.ts'
import { type FileMeta, openMeta } from './meta.ts'
import { missingOffsets } from './parts.ts'
import { objectName, objectPrefix } from './place.ts'
import { type FoundUpload, findUpload } from './put-part.ts'
import type { FileStore } from './store.ts'
import { type FileView, fileView } from './view.ts'
import { type Whole, wholeOf } from './whole.ts'

/**
 * Ends an upload: the whole is read back from storage part by part, its digest and its type are checked, and only then
 * does it become part of the case, by an event that holds the digest of its sealed parts. What does not pass is cleared
 * away at once.
 */
export async function completeUpload(
  ctx: Context,
  caseNumber: string,
  fileId: string,
): Promise<Result<FileView, Failure>> {
  const found = await findUpload(ctx, caseNumber, fileId)
  if (!found.ok) return found
  const { row, parts, store, loaded } = found.value
  const meta = await openMeta(ctx, row)
  if (meta === null) return fail({ code: 'notFound', what: 'file' })
  const already = fileView(loaded.item, row, meta)
  if (already !== null) return ok(already)
  const refused = refusedNow(ctx, loaded)
  if (refused !== null) return fail(refused)
  const [offset] = missingOffsets(row.size, parts)
  if (offset !== undefined) return fail({ code: 'uploadIncomplete', offset, size: row.size })
  const checked = await check(ctx, found.value, meta, goesOn(loaded) ? 'parts' : null)
  if (!checked.ok) {
    await giveUp(ctx, store, row)
    return checked
  }
  const { type, partDigests } = checked.value
  const told = filesTold([{ row, meta, type, partDigests }], ctx.clock.now())
  const done = await takeIn(ctx, found.value, { type, digest: await sealedDigestOf(row, parts) }, told)
  if (!done.ok) return done
  ctx.after(clearStrays(store, row, parts))
  const view = fileView(loaded.item, done.value, meta)
  if (view === null) throw new Error('a file that was completed is not complete')
  return ok(view)
}

/** Other regions are told of the file and sent it: the one that handles the case, and those whose opinion is asked. */
const goesOn = ({ fold, handovers }: LoadedCase): boolean =>
  fold.state === 'transferred' || handovers.some(isOpenPart)

type Checked = { readonly type: FileType; readonly digest: string }
/** Other files of the case may be completed at the same time; each appends its event in turn. */
const ATTEMPTS = 5

async function takeIn(
  ctx: Context,
  found: FoundUpload,
  checked: Checked,
  told: Papers['handedOver'],
): Promise<Result<FileRow, Failure>> {
  let now = found
  for (let attempt = 1; ; attempt += 1) {
    const { loaded, row } = now
    const { caseNumber, fileId } = row
    const completedAt = ctx.clock.now()
    const also = [markComplete({ fileId, ...checked, completedAt })]
    // Whom it concerns by now: the case may have been handed on since the upload was looked at.
    const papers = goesOn(loaded) ? { ...NO_PAPERS, handedOver: told } : NO_PAPERS
    const appended = await appendEvents(ctx, loaded, [added(now, checked, completedAt)], also, papers)
    if (appended.ok) return ok({ ...row, state: 'complete', ...checked, completedAt, expiresAt: null })
    if (appended.failure.code !== 'stepNotPossible' || attempt === ATTEMPTS) return appended
    // Somebody else's step came first, or this very file was taken in by another request.
    const again = await findUpload(ctx, caseNumber, fileId)
    if (!again.ok) return again
    now = again.value
    if (now.row.state === 'complete') return ok(now.row)
    const refused = refusedNow(ctx, now.loaded)
    if (refused !== null) return fail(refused)
  }
}

/** Digest and type of the whole. */
async function check(
  ctx: Context,
  found: FoundUpload,
  meta: FileMeta,
  wants: 'parts' | null,
): Promise<Result<Extract<Whole, { readonly state: 'sound' }>, Failure>> {
  const whole = await wholeOf(ctx, found, meta, wants)
  switch (whole.state) {
    case 'sound':
      return ok(whole)
    case 'erased':
      return fail({ code: 'notFound', what: 'file' })
    case 'unreadable':
    case 'otherDigest':
      return fail(WRONG_DIGEST)
    case 'otherType':
      return fail({ code: 'invalidInput', errors: [{ pointer: '/name', ...whole.fault }] })
  }
}

const WRONG_DIGEST: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/sha256',
      zh: '收到的内容与声明的 SHA-256 不一致，已全部清除。请重新上传该文件。',
      en: 'What arrived does not have the SHA-256 that was declared; all of it was cleared away. Upload the file again.',
    },
  ],
}

/** Over the sealed parts in order: it covers the content and tells nothing of it, also after the keys are gone. */
export const sealedDigestOf = ({ fileId, size }: FileRow, parts: readonly FilePartRow[]): Promise<string> =>
  sha256Hex(canonicalJson({ fileId, size, parts: parts.map(({ seal }) => seal) }))

function added(
  { loaded: { actor, item }, taker, row }: FoundUpload,
  { type, digest }: Checked,
  at: number,
): Happening {
  const { fileId: file, materialCode: material, size } = row
  return {
    type: 'fileAdded',
    at,
    actorKind: taker.kind,
    actorSubject: actor.subject,
    data: { ...taker.data, file, itemCode: item.code, material, mediaType: type, size, digest },
  }
}

/** Parts that were sent twice at once and lost the race, and were not cleared away by who sent them. */
export async function clearStrays(
  store: FileStore,
  { address }: FileRow,
  parts: readonly FilePartRow[],
): Promise<void> {
  const own = new Set(parts.map(({ seal }) => objectName(address, seal)))
  const strays = (await store.list(objectPrefix(address))).filter((name) => !own.has(name))
  if (strays.length > 0) await store.delete(strays)
}
