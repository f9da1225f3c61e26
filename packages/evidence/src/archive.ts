/**
 * The papers of one case in one file 电子档案: what happened, the documents, the decision records and the proofs, with
 * everything needed to check them offline. The file is a page that people read and print; the same bundle lies in it
 * as data under the region's signature, and the page is made from the data alone, so that neither can differ.
 */
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import * as z from 'zod'
import { archivePage } from './archive-page.ts'
import { type AuditKeys, publicKeysSchema } from './audit-keys.ts'
import { inclusionSchema } from './proof.ts'
import { sign } from './signed.ts'

const text = z.string()
const day = z.string().nullable()
const said = z.object({ zh: text, en: text })

export const archiveSchema = z.strictObject({
  format: z.literal('tongban-archive/1'),
  region: z.strictObject({ code: text, zh: text }),
  madeAt: z.int(),
  case: z.strictObject({
    caseNumber: text,
    item: z.strictObject({ code: text, version: z.int(), zh: text, en: text }),
    department: text,
    channel: text,
    state: text,
    stateName: said,
    receivedOn: text,
    acceptedOn: day,
    decidedOn: day,
    closedOn: day,
  }),
  retention: z
    .strictObject({ retainUntilOn: text, years: z.int(), basis: said.extend({ kind: text }) })
    .nullable(),
  /** Every event, decision record and document as it is stored, but for what is encrypted, with its proof. */
  records: z.array(
    z.strictObject({
      kind: z.enum(['caseEvent', 'decision', 'document']),
      row: z.record(text, z.union([text, z.number(), z.null()])),
      inclusion: inclusionSchema.nullable(),
    }),
  ),
  /** The application as it was handed in, salted as its digest is; null where it is withheld. */
  application: text.nullable(),
  /** Decision records by `case number/sequence`, salted as their digests are. */
  decisions: z.record(text, text),
  documents: z.array(z.strictObject({ number: text, zh: text, en: text, text, seal: text })),
  /** Words of events by sequence number, salted as their digests are. */
  words: z.record(text, text),
  /** What is not in the file, and why. */
  withheld: z.array(said),
  keys: publicKeysSchema.shape.keys,
})
export type ArchiveBundle = z.infer<typeof archiveSchema>

export const archiveStatementSchema = z.object({
  region: text,
  caseNumber: text,
  madeAt: z.int(),
  digest: text,
})

export const archiveDigest = (bundle: ArchiveBundle): Promise<string> =>
  sha256Hex(canonicalJson(asJson(bundle)))

/** The signed file. */
export async function makeArchive(keys: AuditKeys, bundle: ArchiveBundle): Promise<string> {
  const statement = {
    region: bundle.region.code,
    caseNumber: bundle.case.caseNumber,
    madeAt: bundle.madeAt,
    digest: await archiveDigest(bundle),
  }
  return archivePage(bundle, await sign(keys, 'tongban-archive', statement))
}

/** Guarantee: a bundle holds JSON values only, by its schema. */
const asJson = (bundle: ArchiveBundle) => bundle as unknown as Json
