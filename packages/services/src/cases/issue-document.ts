import { civilDateAt } from '@tongban/calendar'
import {
  type DocumentFacts,
  type DocumentKind,
  documentNumber,
  missingErrors,
  missingFacts,
  renderDocument,
  type StepFacts,
  TEMPLATE_VERSION,
} from '@tongban/cases'
import { type Failure, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import { insertDocument, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { Paper } from '../handovers/papers.ts'
import { sealOrder } from '../seals/seal-documents.ts'
import { creditCodeOf, lawsOf, organMarkOf, organOf, remediesOf } from './letterhead.ts'
import type { LoadedCase } from './load.ts'
import { openApplication } from './open-application.ts'
import { documentPlace } from './place.ts'

/**
 * Issues the document 文书 of an official's step (行政许可法 32, 38, 42–45, 47–48): its number, its facts encrypted, the
 * digest of its text, as the statements of the batch that takes the step. Nothing incomplete is issued: what is missing
 * comes back as errors with a pointer into the step's own fields, and remedies the region has not named as
 * `notConfigured`. The seal is put on afterwards and never holds up a decision.
 */
export type IssuedDocument = {
  readonly number: string
  /** With its text, for whoever is told in full. */
  readonly paper: Paper
  readonly statements: readonly Statement[]
}

export type DocumentOrder = {
  readonly kind: DocumentKind
  readonly loaded: LoadedCase
  /** Sequence number of the event that will carry the document's number. */
  readonly seq: number
  readonly facts: StepFacts
}

export async function issueCaseDocument(
  ctx: Context,
  { kind, loaded, seq, facts: stated }: DocumentOrder,
): Promise<Result<IssuedDocument, Failure>> {
  const at = ctx.clock.now()
  const { name, kind: applicantKind } = (await openApplication(ctx, loaded)).applicant
  const { row, item, fold } = loaded
  const facts: DocumentFacts = {
    reasons: [],
    results: [],
    competentOrgan: null,
    ...stated,
    due: stated.due ?? null,
    caseNumber: row.caseNumber,
    itemName: item.taskName.zh,
    applicantName: name,
    applicantKind,
    organ: organOf(ctx.region, row.departmentCode),
    receivedOn: fold.receivedOn,
    issuedOn: civilDateAt(at),
    procedure: item.procedure,
    automatic: false,
    mayDecline: false,
    legalBasis: lawsOf(item),
    rules: null,
    remedies: remediesOf(ctx.region, row.departmentCode),
    phone: ctx.region.servicePhone,
    demonstration: ctx.environment === 'development',
  }
  const missing = missingFacts(kind, facts)
  if (missing.includes('remedies')) return fail(REMEDIES_NOT_CONFIGURED)
  if (missing.length > 0) return fail({ code: 'invalidInput', errors: missingErrors(missing) })
  return ok(await storeDocument(ctx, kind, facts, { seq, at, department: row.departmentCode }))
}

/** Number, digest and the encrypted facts of a complete document, and the statement that stores it. */
export async function storeDocument(
  ctx: Context,
  kind: DocumentKind,
  facts: DocumentFacts,
  {
    seq,
    at,
    department,
    iv = ctx.ids.random(12),
  }: {
    readonly seq: number
    readonly at: number
    readonly department: string
    /** Where the caller has drawn it with others. */
    readonly iv?: Uint8Array
  },
): Promise<IssuedDocument> {
  const number = documentNumber(kind, facts, seq, organMarkOf(ctx.region, department))
  const text = renderDocument(kind, number, facts)
  const [digest, factsEnc] = await Promise.all([
    sha256Hex(text),
    encryptJson(ctx.keys, documentPlace(number), asJson(facts), iv),
  ])
  const { caseNumber, issuedOn } = facts
  const organ = creditCodeOf(ctx.region, department)
  const orders = await sealOrder(ctx, caseNumber, { documentNumber: number, kind, organ, issuedOn, digest })
  return {
    number,
    paper: { number, kind, issuedOn, text, digest },
    statements: [
      ...orders,
      insertDocument({
        documentNumber: number,
        caseNumber,
        kind,
        templateVersion: TEMPLATE_VERSION,
        factsEnc,
        digest,
        issuedOn,
        at,
      }),
    ],
  }
}

const REMEDIES_NOT_CONFIGURED: Failure = {
  code: 'notConfigured',
  what: {
    zh: '复议机关和法院（地区配置 remedies，或者部门的 remedies）',
    en: 'the organ of reconsideration and the court (remedies of the region, or of the department)',
  },
}

/** Guarantee: the facts of a document are texts, numbers, booleans, null and lists of them; absent ones are left out. */
const asJson = (facts: DocumentFacts) => facts as unknown as Json
