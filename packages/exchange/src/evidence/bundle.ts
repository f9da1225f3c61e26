/**
 * The evidence of a case between two regions, as one file: every message with what proves that it was sent and stored, the
 * keys, and the agreement they stand under. It is verified offline, by whoever holds the thumbprints of the two regions,
 * and asks no third party. Of other cases it shows ids and digests alone; what is personal stays sealed.
 */
import * as z from 'zod'
import { hexDigest, instant, region } from '../wire/data.ts'
import { deliveryProofSchema } from '../wire/delivery-proof.ts'
import { partnerKeysSchema } from '../wire/keys.ts'

export const EVIDENCE_FORMAT = 'cx-evidence-1'

const token = z.string().min(1).max(100_000)

export const evidenceSchema = z
  .strictObject({
    format: z.literal(EVIDENCE_FORMAT),
    caseNumber: z.string().min(1).max(128),
    exportedBy: region,
    exportedAt: instant,
    /** The two regions with the keys that were pinned for each. */
    regions: z
      .array(
        z.strictObject({
          region,
          name: z.strictObject({ zh: z.string().max(100), en: z.string().max(100) }),
          keys: partnerKeysSchema,
        }),
      )
      .length(2),
    /** Each version of the agreement the messages name: its canonical JSON and what each region signed. */
    agreements: z
      .array(
        z.strictObject({
          id: z.string().max(64),
          version: z.int().min(1),
          document: z.string().max(1_000_000),
          signatures: z.array(z.strictObject({ region, token })).max(2),
        }),
      )
      .max(100),
    messages: z
      .array(
        z.strictObject({
          /** Canonical JSON, as it was digested. */
          body: z.string().max(2_000_000),
          /** What was sealed in it has been erased: the digest of the whole, of which `body` is what is left. */
          erased: hexDigest.optional(),
          /** The delivery that brought it; null: it waits to be sent. */
          delivery: z.string().max(128).nullable(),
          /** The second receipt, by the region it is for; null: not told yet. */
          verdict: token.nullable(),
        }),
      )
      .max(10_000),
    deliveries: z.array(deliveryProofSchema).max(10_000),
  })
  .meta({
    id: 'CxEvidence',
    description: '跨域通办证据包 evidence of a case between two regions, verified offline',
  })
export type EvidenceBundle = z.output<typeof evidenceSchema>
