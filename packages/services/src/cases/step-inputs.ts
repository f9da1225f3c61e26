import { SERVICE_METHODS, type ServiceMethod } from '@tongban/cases'
import { ID_KINDS } from '@tongban/kernel'
import { anyJson, said } from '@tongban/kernel/parse'
import { civilDateInput } from '@tongban/kernel/words'
import * as z from 'zod'
import type { StepName } from './step-names.ts'

/**
 * What each step is told by whoever takes it. Strict, every text bounded; the number of a document is never told, since
 * the document is issued with the step. Names of fields are those of the documents they go into.
 */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/[^\P{Cc}\n\t]/u.test(value), {
      error: said('含有控制字符。', 'Holds control characters.'),
    })
const reason = z.strictObject({
  text: text(1000),
  /** The article it rests on. */
  basis: text(200).optional(),
  /** What cures it. */
  cure: text(500).optional(),
})
const reasons = z.array(reason).min(1).max(50)
const opinion = z.enum(['grant', 'refuse'])
const ground = text(200)
const count = (max: number) => z.int().min(1).max(max)
/** An official who took part: the subject of the sign-in, and the name that stands in the record. */
const colleague = z.strictObject({ subject: text(128), name: text(100) })
const party = z.strictObject({
  name: text(100),
  /** With these the party can state and ask for a hearing under its own sign-in. */
  idKind: z.enum(ID_KINDS).optional(),
  idNumber: text(32).optional(),
  /** Of one with papers whose name was told before without any: whether it is that party, or another of the name. */
  isSame: z.boolean().optional(),
})
const material = z.strictObject({
  code: text(64),
  name: text(200).optional(),
  reference: text(128).optional(),
})
const value = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])

export const STEP_INPUTS = {
  accept: z.strictObject({}),
  'request-supplement': z.strictObject({ reasons, untilOn: civilDateInput.optional() }),
  supplement: z
    .strictObject({
      materials: z.array(material).max(50),
      form: z.record(z.string().max(64), anyJson).optional(),
      note: text(1000).optional(),
    })
    .refine(({ materials, form, note }) => materials.length > 0 || form !== undefined || note !== undefined, {
      error: said('没有补正任何内容。', 'Nothing is supplemented.'),
    }),
  return: z.strictObject({ reasons }),
  'not-required': z.strictObject({ reasons }),
  'not-accepted': z.strictObject({ reasons, ground, competentOrgan: text(200) }),
  assign: z.strictObject({ to: text(128), reasons: reasons.optional() }),
  inspect: z.strictObject({
    inspectedOn: civilDateInput.optional(),
    place: text(200),
    officials: z.array(colleague).min(2).max(10),
    findings: z.array(text(1000)).min(1).max(50),
    participants: z.array(text(100)).max(20).optional(),
  }),
  /** Of a renewal: whether there is the licence that the applicant states, and until when it is valid. */
  'check-licence': z.discriminatedUnion('finding', [
    z.strictObject({
      finding: z.literal('found'),
      licenceNumber: text(100),
      validUntil: civilDateInput,
      reasons: reasons.optional(),
    }),
    z.strictObject({ finding: z.literal('notFound'), reasons }),
  ]),
  'notify-party': z.strictObject({
    parties: z.array(party).min(1).max(100),
    interest: text(1000),
    untilOn: civilDateInput.optional(),
  }),
  'party-statement': z.strictObject({ statement: text(10_000), party: text(100).optional() }),
  'hearing-request': z.strictObject({ statement: text(2000).optional(), party: text(100).optional() }),
  hearing: z.strictObject({
    heldOn: civilDateInput.optional(),
    place: text(200),
    chair: colleague,
    officials: z.array(text(100)).min(1).max(10),
    participants: z.array(text(100)).min(1).max(100),
    statements: z.array(text(2000)).min(1).max(100),
    closedBecause: text(500).optional(),
  }),
  opinion: z.strictObject({ opinion, reasons: reasons.optional() }),
  suspend: z.strictObject({
    /** Code of the ground, such as `expertReview`. */
    ground: text(64),
    neededWorkdays: count(1000),
    fromOn: civilDateInput.optional(),
  }),
  resume: z.strictObject({
    /** Sequence number of the event that began it; needed where several are open. */
    suspension: count(1_000_000).optional(),
    untilOn: civilDateInput.optional(),
  }),
  extend: z.strictObject({ workdays: count(100), reasons }),
  forward: z.strictObject({
    to: text(200),
    opinion,
    reasons,
    attachments: z.array(text(200)).max(50).optional(),
  }),
  sign: z.strictObject({ opinion, note: text(2000).optional() }),
  'send-back': z.strictObject({ reasons }),
  decide: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('grant'),
      reasons: reasons.optional(),
      results: z.record(z.string().max(64), value).optional(),
    }),
    z.strictObject({ decision: z.literal('refuse'), reasons, ground }),
  ]),
  deliver: z.strictObject({
    method: z.enum(asMethods(Object.keys(SERVICE_METHODS))),
    receiver: text(100),
    receiverIs: text(100).optional(),
    servedOn: civilDateInput.optional(),
    place: text(200).optional(),
    /** Numbers of the documents handed over; without it the last decision. */
    served: z.array(text(100)).min(1).max(20).optional(),
  }),
  correct: z.strictObject({
    reasons,
    changes: z
      .array(z.strictObject({ from: text(1000), to: text(1000) }))
      .min(1)
      .max(50),
  }),
  annul: z.strictObject({ reasons, ground, fault: z.enum(['organ', 'holder']).optional() }),
  reopen: z.strictObject({
    reasons,
    ground: ground.optional(),
    /** Who ordered it and by which document; of an automatic grant that was declined both are known. */
    orderedBy: text(200).optional(),
    order: text(200).optional(),
  }),
  abandon: z.strictObject({}),
  urge: z.strictObject({}),
} as const satisfies Record<StepName, z.ZodType>

export type StepInputs = { readonly [N in StepName]: z.output<(typeof STEP_INPUTS)[N]> }
export type ReasonInput = z.output<typeof reason>

/** Guarantee: the keys are those of the table of methods, of which there is at least one. */
function asMethods(keys: readonly string[]) {
  return keys as readonly [ServiceMethod, ...ServiceMethod[]]
}
