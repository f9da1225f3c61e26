import { civilDateAt } from '@tongban/calendar'
import {
  DOCUMENT_KINDS,
  DOCUMENT_STYLE,
  type DocumentFacts,
  type DocumentKind,
  documentHtml,
  isDocumentKind,
  renderDocument,
} from '@tongban/cases'
import { type Failure, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { decryptJson } from '@tongban/privacy'
import { type DocumentRow, type SealRow, sealsOfCase } from '@tongban/store'
import type { Context } from '../context.ts'
import { readable } from '../retention/readable.ts'
import { SEALED_NOTE, UNSEALED } from '../seals/seal.ts'
import { mayReadDocument } from './document-readers.ts'
import { loadCaseBeside } from './load.ts'
import { documentPlace } from './place.ts'

/** The documents 文书 of a case with their text, each checked against the digest it was issued under. */
export type DocumentView = {
  readonly number: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly issuedOn: string
  readonly digest: string
  /** What the digest is of; what is said of the seal is no part of it. */
  readonly text: string
  readonly seal: '未加盖' | '已加盖'
  readonly sealed: Pick<SealRow, 'form' | 'seal' | 'sealDigest' | 'sealedBy' | 'sealedAt'> | null
  readonly sealNote: string
}

export async function readDocuments(
  ctx: Context,
  caseNumber: string,
): Promise<Result<readonly DocumentView[], Failure>> {
  const read = await readableRows(ctx, caseNumber)
  if (!read.ok) return read
  const { rows, seals } = read.value
  return ok(await Promise.all(rows.map((row) => viewDocument(ctx, row, seals))))
}

/** One document as a page to print, with the policy under which a browser shows it: its own style and nothing else. */
export type DocumentPrint = { readonly html: string; readonly contentSecurityPolicy: string }

export async function printDocument(
  ctx: Context,
  caseNumber: string,
  number: string,
): Promise<Result<DocumentPrint, Failure>> {
  const read = await readableRows(ctx, caseNumber)
  if (!read.ok) return read
  const { rows, seals } = read.value
  const row = rows.find(({ documentNumber }) => documentNumber === number)
  if (row === undefined) return fail({ code: 'notFound', what: 'document' })
  const { zh: title, text, digest, sealed, sealNote } = await viewDocument(ctx, row, seals)
  const seal = sealed === null ? [UNSEALED.zh, sealNote] : [...sealLines(sealed), sealNote]
  return ok({
    html: documentHtml({ title, number, text, digest, seal, back: `/cases/${caseNumber}` }),
    contentSecurityPolicy: await policyOf(DOCUMENT_STYLE),
  })
}

async function readableRows(
  ctx: Context,
  caseNumber: string,
): Promise<Result<{ readonly rows: readonly DocumentRow[]; readonly seals: readonly SealRow[] }, Failure>> {
  const { loaded, beside } = await loadCaseBeside(ctx, caseNumber, [sealsOfCase({ caseNumber })], 'parties')
  const open = readable(loaded)
  if (!open.ok) return open
  const { relation, documents } = open.value
  const rows = documents.filter(({ kind }) => isDocumentKind(kind) && mayReadDocument(relation, kind))
  return ok({ rows, seals: beside[0] })
}

async function viewDocument(
  ctx: Context,
  row: DocumentRow,
  seals: readonly SealRow[],
): Promise<DocumentView> {
  const { documentNumber: number, kind, issuedOn, digest } = row
  if (!isDocumentKind(kind)) throw new Error(`unknown kind of document: ${kind}`)
  const { text } = await openDocument(ctx, row, kind)
  const { zh, en } = DOCUMENT_KINDS[kind]
  const sealed = sealOn(row, seals)
  return {
    number,
    kind,
    zh,
    en,
    issuedOn,
    digest,
    text,
    seal: sealed === null ? '未加盖' : '已加盖',
    sealed,
    sealNote: sealed === null ? UNSEALED.note : SEALED_NOTE,
  }
}

/** The facts of a document and its text by its own template; throws where it is not what its digest says. */
export async function openDocument(
  ctx: Pick<Context, 'keys'>,
  { documentNumber: number, factsEnc, templateVersion, digest }: DocumentRow,
  kind: DocumentKind,
): Promise<{ readonly facts: DocumentFacts; readonly text: string }> {
  const opened = await decryptJson(ctx.keys, documentPlace(number), factsEnc)
  if (!opened.ok) throw new Error(`document cannot be read: ${opened.failure.reason}`)
  const facts = asFacts(opened.value)
  const text = renderDocument(kind, number, facts, templateVersion)
  if ((await sha256Hex(text)) !== digest) throw new Error('document does not match its digest')
  return { facts, text }
}

/** The seal of this very text; one on another text is none. */
function sealOn({ documentNumber, digest }: DocumentRow, seals: readonly SealRow[]): DocumentView['sealed'] {
  const found = seals.find((seal) => seal.documentNumber === documentNumber && seal.documentDigest === digest)
  if (found === undefined) return null
  const { form, seal, sealDigest, sealedBy, sealedAt } = found
  return { form, seal, sealDigest, sealedBy, sealedAt }
}

const sealLines = ({ sealedBy, sealedAt, sealDigest, form, seal }: NonNullable<DocumentView['sealed']>) => [
  `印章：已加盖，${sealedBy}，${civilDateAt(sealedAt)}`,
  `印章数据摘要（SHA-256）：${sealDigest}`,
  ...(form === 'reference' ? [`印章数据存放处：${seal}`] : []),
]

/** For a page with this style and nothing else. */
export async function policyOf(style: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)))
  const hash = btoa(String.fromCharCode(...digest))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

/** Guarantee: the facts were written by `storeDocument` and opened under the document's own place. */
const asFacts = (value: Json) => value as unknown as DocumentFacts
