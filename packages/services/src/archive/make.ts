import { isClosed, stateWords } from '@tongban/cases'
import { type ArchiveBundle, makeArchive, type RecordRow, retentionOf } from '@tongban/evidence'
import { type CivilDate, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import { plainRowsOfCase } from '@tongban/store'
import { readDocuments } from '../cases/documents.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import { applicationPlace, eventTextsPlace, recordPlace } from '../cases/place.ts'
import { stepRefusal } from '../cases/step-refusal.ts'
import { mayReadWords } from '../cases/timeline.ts'
import type { Context } from '../context.ts'
import { proofsOf } from '../evidence/proofs.ts'
import { readIdentity } from '../identity/read-identity.ts'
import type { IdentityReason } from '../identity/reading-code.ts'
import { readable } from '../retention/readable.ts'
import { filesForArchive } from './files.ts'

/**
 * The archive file of a closed case, for whoever may read it: signed, readable, and checked offline by whoever has the
 * region's public audit keys. Application and decision records hold the full identity: an official of the department
 * gets them by giving a reason, which is an event of the case like every such reading (个人信息保护法 6, 51). What this
 * reader does not get is left out and said to be; the digests of it stay.
 */
export type ArchiveFile = { readonly html: string; readonly name: string }

export async function archiveFile(
  ctx: Context,
  caseNumber: string,
  reason: IdentityReason | null,
): Promise<Result<ArchiveFile, Failure>> {
  const { auditKeys } = ctx
  if (auditKeys === null) throw new Error('this Worker holds no audit key')
  const loaded = await loadClosed(ctx, caseNumber, reason)
  if (!loaded.ok) return loaded
  const { fold, item, relation } = loaded.value
  const kept = retentionOf(item.retention, { decidedOn: fold.decidedOn, closedOn: fold.closedOn })
  if (!kept.ok) return fail({ code: 'noRetentionBasis', itemCode: item.code })
  const isFull = isOwner(relation) || reason !== null
  const documents = await readDocuments(ctx, caseNumber)
  if (!documents.ok) return documents
  // Words hold what people wrote of each other; officials get them with the rest of the papers, for a reason.
  const words = isFull ? await wordsOf(ctx, loaded.value) : {}
  const { files, contents, withheld } = await filesForArchive(ctx, loaded.value, isFull)
  const bundle: ArchiveBundle = {
    format: 'tongban-archive/2',
    region: { code: ctx.region.code, zh: ctx.region.name.zh },
    madeAt: ctx.clock.now(),
    case: summaryOf(loaded.value),
    retention: { ...kept.value, basis: { ...kept.value.basis } },
    records: await recordsOf(ctx, caseNumber),
    application: isFull
      ? await opened(ctx, applicationPlace(caseNumber), loaded.value.row.applicationEnc)
      : null,
    decisions: isFull ? await decisionsOf(ctx, loaded.value) : {},
    documents: documents.value.map(({ number, zh, en, text, seal }) => ({ number, zh, en, text, seal })),
    words,
    files: [...files],
    withheld: [
      ...(isFull ? [] : [IDENTITY]),
      ...(documents.value.length < loaded.value.documents.length ? [DOCUMENTS] : []),
      ...(Object.keys(words).length < loaded.value.texts.length ? [WORDS] : []),
      ...withheld,
    ],
    keys: auditKeys.publicKeys.map((key) => ({ ...key })),
  }
  return ok({
    html: await makeArchive(auditKeys, bundle, contents),
    name: `${caseNumber}-${fold.closedOn}.html`,
  })
}

const isOwner = (relation: LoadedCase['relation']) => relation === 'applicant' || relation === 'submitter'

type ClosedCase = LoadedCase & { readonly fold: { readonly closedOn: CivilDate } }

/** The case, with the event of the reading where its full papers are asked for. */
async function loadClosed(
  ctx: Context,
  caseNumber: string,
  reason: IdentityReason | null,
): Promise<Result<ClosedCase, Failure>> {
  const first = readable(await loadCase(ctx, caseNumber))
  if (!first.ok) return first
  const isReading = reason !== null && !isOwner(first.value.relation)
  if (!isClosedCase(first.value)) return fail(stepRefusal(ctx, first.value, null))
  if (!isReading) return ok(first.value)
  const reading = await readIdentity(ctx, caseNumber, reason)
  if (!reading.ok) return reading
  const again = readable(await loadCase(ctx, caseNumber))
  if (!again.ok) return again
  return isClosedCase(again.value) ? ok(again.value) : fail(stepRefusal(ctx, again.value, null))
}

const isClosedCase = (loaded: LoadedCase): loaded is ClosedCase =>
  isClosed(loaded.fold.state) && loaded.fold.closedOn !== null

const IDENTITY = {
  zh: '申请书和决定记录含完整身份信息，说明理由后方可取得；其摘要在相应记录中。',
  en: 'The application and decision records with full identity data, given for a stated reason; their digests are in the records.',
}
const DOCUMENTS = { zh: '不属于本人的文书。', en: 'Documents that are not this reader’s.' }
const WORDS = { zh: '内部事件的说明文字。', en: 'What was said with internal events.' }

function summaryOf({ row, fold, item }: LoadedCase): ArchiveBundle['case'] {
  const { zh, en } = item.taskName
  return {
    caseNumber: row.caseNumber,
    item: { code: item.code, version: item.taskVersion, zh, en },
    department: row.departmentCode,
    channel: row.channel,
    state: fold.state,
    stateName: stateWords(fold),
    receivedOn: fold.receivedOn,
    acceptedOn: fold.acceptedOn,
    decidedOn: fold.decidedOn,
    closedOn: fold.closedOn,
  }
}

async function recordsOf(ctx: Context, caseNumber: string): Promise<ArchiveBundle['records']> {
  const kinds = ['caseEvent', 'decision', 'document'] as const
  const read = await ctx.database.read(kinds.map((kind) => plainRowsOfCase(kind, caseNumber)))
  const rows = kinds.flatMap((kind, at) => (read[at] ?? []).map((row: RecordRow) => ({ kind, row })))
  const proofs = await proofsOf(ctx, rows)
  return rows.map(({ kind, row }, at) => {
    const proof = proofs[at] ?? null
    return { kind, row: { ...row }, inclusion: proof === null ? null : { ...proof, path: [...proof.path] } }
  })
}

async function decisionsOf(ctx: Context, { decisions, row }: LoadedCase): Promise<Record<string, string>> {
  const texts = decisions.map(async ({ seq, recordEnc }) => [
    `${row.caseNumber}/${seq}`,
    await opened(ctx, recordPlace(row.caseNumber, seq), recordEnc),
  ])
  return Object.fromEntries(await Promise.all(texts))
}

/** What was said with the events whose words this reader may see. */
async function wordsOf(ctx: Context, { row, texts, events, relation, actor }: LoadedCase) {
  const own = texts.filter(({ seq }) => {
    const event = events.find((each) => each.seq === seq)
    return event !== undefined && mayReadWords(relation, event, actor.subject)
  })
  const all = own.map(
    async ({ seq, textsEnc }): Promise<[string, string]> => [
      String(seq),
      await opened(ctx, eventTextsPlace(row.caseNumber, seq), textsEnc),
    ],
  )
  return Object.fromEntries(await Promise.all(all))
}

async function opened(
  ctx: Context,
  place: Parameters<typeof decryptField>[1],
  text: string,
): Promise<string> {
  const read = await decryptField(ctx.keys, place, text)
  if (!read.ok)
    throw new Error(`${place.table}.${place.column} of a case cannot be read: ${read.failure.reason}`)
  return read.value
}
