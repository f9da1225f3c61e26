import { DOCUMENT_KINDS, type DocumentFacts, renderDocument } from '@tongban/cases'
import { type Failure, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { decryptJson } from '@tongban/privacy'
import type { DocumentRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { loadCase } from './load.ts'
import { documentPlace } from './place.ts'
import { isDocumentKind } from './view.ts'

/** The documents 文书 of a case with their text, each checked against the digest it was issued under. */
export type DocumentView = {
  readonly number: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly issuedOn: string
  readonly digest: string
  readonly text: string
  /** No sealing service is connected: the document carries no seal. */
  readonly seal: '未加盖'
}

export async function readDocuments(
  ctx: Context,
  caseNumber: string,
): Promise<Result<readonly DocumentView[], Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  return ok(await Promise.all(loaded.value.documents.map((row) => viewDocument(ctx, row))))
}

async function viewDocument(ctx: Context, row: DocumentRow): Promise<DocumentView> {
  const { documentNumber: number, kind, issuedOn, digest } = row
  if (!isDocumentKind(kind)) throw new Error(`unknown kind of document: ${kind}`)
  const facts = await decryptJson(ctx.keys, documentPlace(number), row.factsEnc)
  if (!facts.ok) throw new Error(`document cannot be read: ${facts.failure.reason}`)
  const text = renderDocument(kind, number, asFacts(facts.value))
  if ((await sha256Hex(text)) !== digest) throw new Error('document does not match its digest')
  const { zh, en } = DOCUMENT_KINDS[kind]
  return { number, kind, zh, en, issuedOn, digest, text, seal: '未加盖' }
}

/** Guarantee: the facts were written by `issueDocument` and opened under the document's own place. */
const asFacts = (value: Json) => value as unknown as DocumentFacts
