/**
 * What the open part of each message says: codes, dates and digests, one small schema for each type. Nothing personal has
 * a place here; that lies in `sealed`. A field is added here and nowhere else, and only as one that may be left out, so
 * that a partner who does not send it yet is still understood.
 */
import { civilDate } from '@tongban/calendar'
import * as z from 'zod'
import type { MessageType, Mode } from '../message.ts'
import { LIMITS, partCountOf } from './limits.ts'

export const region = z.string().regex(/^[1-9]\d{5}$/)
/** What a calendar can reckon with: no message tells of another century. */
const FIRST_INSTANT = Date.UTC(2000, 0, 1)
/** The end of 2199 in Shanghai, which is eight hours ahead. */
const LAST_INSTANT = Date.UTC(2199, 11, 31, 16) - 1
/** Epoch milliseconds. */
export const instant = z.int().min(FIRST_INSTANT).max(LAST_INSTANT)
export const isInTime = (at: number): boolean => at >= FIRST_INSTANT && at <= LAST_INSTANT
/** A day there is. */
export const civilOn = z
  .string()
  .regex(/^2[01]\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .refine((text) => civilDate(text) !== undefined, 'is no day of the calendar')
export const hexDigest = z.string().regex(/^[0-9a-f]{64}$/)
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
/** A word of a catalogue: code of an item, a rule, a reason, a material. */
export const code = z.string().regex(/^[\w.:/@+-]{1,128}$/)
const licence = z.string().regex(/^[0-9A-Z.]{20,128}$/)
const codes = z.array(code).max(200)
const said = z.string().min(1).max(500)

const basis = z.strictObject({ kind: code, zh: said, en: said })
/** See `Deadline`: reckoned in the handling region, shown by both. */
export const deadlineSchema = z.strictObject({
  dueOn: civilOn.nullable(),
  step: code.nullable(),
  basis: basis.nullable(),
  state: z.enum(['running', 'paused', 'none']),
  consumedWorkdays: z.int().nonnegative().max(100_000),
  asOn: civilOn,
  calendar: z.string().min(1).max(128),
  provisional: z.boolean(),
})
const deadline = deadlineSchema
/** Where the case stands in the chain of events of the handling region: the event this tells of. */
const head = z.strictObject({ seq: z.int().positive(), hash: hexDigest }).optional()

/** When it came to the handling region, in whatever that region tells before it accepts. */
const handlerReceivedAt = instant.optional()

/**
 * The n-th service 服务次 of the case in the count of the region that gave it: a rating names it. Left out where what is told
 * was no service of its own.
 */
const serviceNumber = z.int().min(1).max(9999).optional()

/** A file that travels beside the message in parts, by digest of its plain bytes. */
const attachment = z.strictObject({
  digest: hexDigest,
  size: z.int().positive().max(LIMITS.fileBytes),
  mediaType: z.string().min(1).max(100),
  /** Code of the material it belongs to. */
  material: code.optional(),
  /** SHA-256 of each part as it is before it is sealed, in order; left out where a message before has told them. */
  parts: z.array(hexDigest).min(1).max(partCountOf(LIMITS.fileBytes)).optional(),
})
const attachments = z.array(attachment).max(100)
export type Attachment = z.output<typeof attachment>

/** Originals on paper 纸质原件: which material, and how many pieces of it. */
const papers = z
  .array(z.strictObject({ code, count: z.int().min(0).max(1000) }))
  .min(1)
  .max(50)
const documents = z.array(hexDigest).max(100)

const modes = z.enum(['online', 'collect', 'joint']) satisfies z.ZodType<Mode>

export const DATA = {
  'case.submitted': z.strictObject({
    itemCode: code,
    itemVersion: code,
    situation: z.string().min(1).max(64),
    mode: modes,
    /** Of joint handling 多地联办: the stage that is the receiver's part; the lead keeps the case. */
    stage: code.optional(),
    /** How it was handed in: `web`, `window` … */
    channel: code,
    receivedAt: instant,
    transferredAt: instant,
    /** Regions it has passed through, this one last; it is sent to none of them again. */
    path: z.array(region).min(1).max(20),
    /** Of the canonical JSON of the application, which is sealed. */
    applicationDigest: hexDigest,
    attachments: attachments.optional(),
  }),
  'case.accepted': z.strictObject({
    handlerReceivedAt: instant,
    acceptedAt: instant,
    acceptedOn: civilOn,
    /** Accepted by the passing of five working days (行政许可法 32). */
    deemed: z.boolean().optional(),
    documents: documents.optional(),
    deadline,
    head,
  }),
  'case.refused': z.strictObject({ handlerReceivedAt: instant, code, documents: documents.optional() }),
  'case.returned': z.strictObject({
    handlerReceivedAt: instant,
    code,
    path: z.array(region).min(1).max(20),
  }),
  'case.supplement-requested': z.strictObject({
    handlerReceivedAt,
    requestedAt: instant,
    /** Last day told; null where the region gives no term. */
    untilOn: civilOn.nullable(),
    /** Codes of the materials and form fields that are missing. */
    missing: codes.optional(),
    documents: documents.optional(),
    deadline,
    head,
  }),
  'case.supplement-provided': z.strictObject({
    providedAt: instant,
    contentDigest: hexDigest,
    attachments: attachments.optional(),
  }),
  'case.withdrawn': z.strictObject({
    handlerReceivedAt,
    on: civilOn,
    at: instant,
    code: code.optional(),
    head,
  }),
  'case.clock-paused': z.strictObject({ handlerReceivedAt, at: instant, ground: code, deadline, head }),
  'case.clock-resumed': z.strictObject({ handlerReceivedAt, at: instant, ground: code, deadline, head }),
  'case.clock-extended': z.strictObject({
    handlerReceivedAt,
    at: instant,
    ground: code,
    byWorkdays: z.int().positive().max(400).optional(),
    documents: documents.optional(),
    deadline,
    head,
  }),
  /** The limit is another one, by what no other message tells: a supplement, a hearing, a calendar published since. */
  'case.deadline-told': z.strictObject({
    handlerReceivedAt,
    at: instant,
    /** Where a supplement that was handled is what moved it. */
    serviceNumber,
    deadline,
    head,
  }),
  'case.decided': z.strictObject({
    handlerReceivedAt,
    /** `returned`: the papers of a registration go back to the applicant (市场主体登记管理条例实施细则 18). */
    outcome: z.enum(['granted', 'refused', 'notAccepted', 'abandoned', 'returned']),
    /** An earlier decision was changed: what became of it. `outcome` is then that of the decision it was. */
    changed: z.enum(['corrected', 'annulled', 'reopened']).optional(),
    decidedAt: instant,
    decidedOn: civilOn,
    /** The version of the rules it was decided by, with their digest; null: by a person alone. */
    rules: z.strictObject({ id: code, version: code, hash: hexDigest }).nullable(),
    automatic: z.boolean(),
    reasonCodes: codes,
    serviceNumber,
    documents: documents.optional(),
    deadline,
    head,
  }),
  'case.result-delivered': z.strictObject({
    handlerReceivedAt,
    deliveredAt: instant,
    licences: z.array(licence).max(20),
    serviceNumber,
    documents,
    head,
  }),
  'case.closed': z.strictObject({
    on: civilOn,
    at: instant,
    /** Whether the licences of the result verified in the receiving region; true where there are none. */
    verified: z.boolean(),
  }),
  'case.urged': z.strictObject({ at: instant, on: civilOn, code: code.optional() }),
  /**
   * That a service was rated. Of which service, how and in what words is sealed, all of it: in the open it would stand in the
   * timeline and the evidence that the very department reads to whom an anonymous rating says nothing of the case.
   */
  'case.evaluated': z.strictObject({ at: instant, on: civilOn }),
  /** Of the case, beside what was asked for: its contents follow in parts; what it is called is sealed. */
  'case.files-added': z.strictObject({ at: instant, attachments: attachments.min(1) }),
  'case.papers-sent': z.strictObject({
    at: instant,
    shipment: uuid,
    sentOn: civilOn,
    carrier: said,
    trackingNumber: code,
    papers,
    /** Last day by which they were to be posted under the agreement; null where nothing is agreed. */
    dueOn: civilOn.nullable(),
  }),
  'case.papers-received': z.strictObject({
    at: instant,
    shipment: uuid,
    receivedOn: civilOn,
    /** As they were counted on opening. */
    papers,
    /** Where that is not what was posted. */
    differences: z
      .array(z.strictObject({ code, sent: z.int().min(0).max(1000), received: z.int().min(0).max(1000) }))
      .max(100),
  }),
  'licence.transfer-offered': z.strictObject({
    at: instant,
    licenceType: code,
    /** Of the licence as it was signed. */
    digest: hexDigest,
    /** The case on whose decision it stands. */
    caseNumber: code.optional(),
    /** Why it is transferred. */
    code,
  }),
  /** Answers the offer it is `inreplyto`; there is one answer to each. */
  'licence.transfer-taken': z.strictObject({
    at: instant,
    outcome: z.enum(['taken', 'declined']),
    /** Of the licence issued in its place. */
    successor: licence.optional(),
    /** Why it was declined: `withdrawn` where the offering region asked for that first. */
    code: code.optional(),
  }),
  /** Asks that the offer it is `inreplyto` be given back; what that region has done first stands. */
  'licence.transfer-withdrawn': z.strictObject({ at: instant, code: code.optional() }),
} as const satisfies Record<MessageType, z.ZodObject>

/** The open part of a message of this type. */
export type MessageData<T extends MessageType> = z.output<(typeof DATA)[T]>
