/**
 * The papers of one case in one file 电子档案: what happened, the documents, the decision records and the proofs, with
 * everything needed to check them offline. The file is a page that people read and print; the same bundle lies in it
 * as data under the region's signature, and the page is made from the data alone, so that neither can differ.
 */
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import * as z from 'zod'
import { inBase64 } from './archive-files.ts'
import { archivePage } from './archive-page.ts'
import { type AuditKeys, publicKeysSchema } from './audit-keys.ts'
import { inclusionSchema } from './proof.ts'
import { sign } from './signed.ts'

const text = z.string()
const day = z.string().nullable()
const said = z.object({ zh: text, en: text })

const archivedFileSchema = z.strictObject({
  id: text.regex(/^[0-9a-f-]{36}$/),
  /** Null where this reader does not get it. */
  name: text.nullable(),
  material: text,
  materialName: said,
  type: text,
  size: z.int(),
  /** As the event of the case holds it: over the seals of the parts in storage, in their order. */
  digest: text,
  seals: z.array(text),
  /** SHA-256 of what it holds; null where this reader does not get it. */
  sha256: text.nullable(),
  /** What it holds is in the page. */
  isIncluded: z.boolean(),
  /** Where it is had otherwise. */
  href: text,
})
export type ArchivedFile = z.infer<typeof archivedFileSchema>

/** What the files of an archive hold, by their id. */
export type FileContents = ReadonlyMap<string, Uint8Array>

export const archiveSchema = z.strictObject({
  /** The first form had no files. */
  format: z.enum(['tongban-archive/1', 'tongban-archive/2']),
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
  /** The files of the case; what they hold lies in the page beside the data, as far as it is in the file. */
  files: z.array(archivedFileSchema).optional(),
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
export async function makeArchive(
  keys: AuditKeys,
  bundle: ArchiveBundle,
  contents: FileContents = new Map(),
): Promise<string> {
  const statement = {
    region: bundle.region.code,
    caseNumber: bundle.case.caseNumber,
    madeAt: bundle.madeAt,
    digest: await archiveDigest(bundle),
  }
  return archivePage(bundle, await sign(keys, 'tongban-archive', statement), inBase64(contents))
}

/** Guarantee: a bundle holds JSON values only, by its schema. */
const asJson = (bundle: ArchiveBundle) => bundle as unknown as Json
