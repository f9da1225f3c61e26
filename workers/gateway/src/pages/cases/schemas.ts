import { saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'

/** What these pages need of the API's answers. */
const basis = said.extend({ kind: z.string() })
export const regionSchema = said.extend({ code: z.string(), custody: said.extend({ code: z.string() }) })

const limit = said.extend({
  step: z.string(),
  binds: z.string(),
  dueOn: z.string(),
  running: z.boolean(),
  basis,
  sentence: said,
})
export type Limit = z.infer<typeof limit>

/** What a case and a look by code have in common. */
const standing = {
  caseNumber: z.string(),
  item: said.extend({ code: z.string() }),
  state: z.string(),
  stateName: said,
  receivedOn: z.string(),
  acceptedOn: z.string().nullable(),
  decidedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  dueBasis: basis.nullable(),
  standing: said.nullable(),
}
export type Standing = Pick<z.infer<typeof caseSchema>, keyof typeof standing>

const told = said.extend({
  reasons: z.array(
    z.object({
      zh: z.string(),
      en: z.string().nullable(),
      basis: z.string(),
      cure: z.object({ zh: z.string(), en: z.string().nullable() }).nullable(),
    }),
  ),
  documents: z.array(z.object({ number: z.string(), issuedOn: z.string(), text: z.string() })),
  licences: z.array(
    z.object({
      identifier: z.string(),
      typeName: said.nullable(),
      validFrom: z.string().nullable(),
      validUntil: z.string().nullable(),
      credential: z.string().nullable(),
    }),
  ),
})
export type ToldShown = z.infer<typeof told>

export const caseSchema = z.object({
  ...standing,
  limits: z.array(limit.extend({ status: z.string() })),
  timeline: z.array(
    said.extend({
      type: z.string(),
      at: z.number(),
      by: z.string(),
      roleName: said.nullable(),
      reasons: z.array(z.string()),
      basis: z.string().nullable(),
    }),
  ),
  documents: z.array(said.extend({ number: z.string(), issuedOn: z.string() })),
  licences: z.array(
    z.object({
      identifier: z.string(),
      typeName: said,
      stateName: said,
      state: z.string(),
      validUntil: z.string().nullable(),
    }),
  ),
  endedNote: said.nullable(),
  next: z.array(said.extend({ action: z.string() })),
  handovers: z.array(
    z.object({
      side: z.string(),
      partner: said.extend({ region: z.string() }),
      mode: said,
      custody: said.extend({ code: z.string() }),
      told: z.array(told),
    }),
  ),
})
export type CaseShown = z.infer<typeof caseSchema>

export const progressSchema = z.object({
  ...standing,
  closedOn: z.string().nullable(),
  region: regionSchema,
  limits: z.array(limit),
  awaited: said.extend({ from: z.string() }).nullable(),
  timeline: z.array(said.extend({ type: z.string(), at: z.number(), by: z.string() })),
  receipt: z.object({ code: z.string(), untilOn: z.string().nullable() }),
})
export type ProgressShown = z.infer<typeof progressSchema>

export const ownCasesSchema = z.object({
  asOf: z.number(),
  cases: z.array(
    z.object({
      caseNumber: z.string(),
      item: said,
      situation: said,
      state: z.string(),
      stateName: said,
      receivedOn: z.string(),
      closedOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      isForOther: z.boolean(),
      region: regionSchema,
      next: z.array(said.extend({ action: z.string() })),
    }),
  ),
  next: z.string().nullable(),
})

export const papersSchema = z.object({
  item: said.extend({ code: z.string() }),
  materials: z.array(
    z.object({
      code: z.string(),
      name: said,
      status: z.enum(['held', 'handedIn', 'missing', 'notAsked']),
      source: said.nullable(),
      why: said,
    }),
  ),
  asked: z
    .object({
      document: z.string(),
      reasons: z.array(z.object({ text: z.string(), basis: z.string(), cure: z.string().nullable() })),
      untilOn: z.string().nullable(),
    })
    .nullable(),
  files: z.array(
    z.object({
      id: z.string(),
      material: z.string(),
      materialName: said,
      name: z.string().nullable(),
      size: z.number(),
      addedAt: z.number(),
      erased: z.boolean(),
    }),
  ),
})
export type PapersShown = z.infer<typeof papersSchema>
