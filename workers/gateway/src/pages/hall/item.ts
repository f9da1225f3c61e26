import { saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'
import type { Visit } from '../visit.ts'

/** An item as the pages of the hall need it. */

const question = z.object({
  path: z.string(),
  kind: z.enum(['text', 'longText', 'texts', 'number', 'date', 'region', 'choice', 'yesNo', 'commitment']),
  label: said,
  hint: said.nullable(),
  group: said.extend({ path: z.string() }).nullable(),
  required: z.boolean(),
  optional: z.boolean(),
  options: z.array(said.extend({ value: z.string() })),
  when: z.object({ path: z.string(), in: z.array(z.string()) }).nullable(),
  bySituation: z.record(z.string(), z.array(z.union([z.string(), z.boolean()]))),
  mostCharacters: z.number().nullable(),
})
export type Question = z.infer<typeof question>

const material = z.object({
  code: z.string(),
  materialName: said,
  isNeed: z.string(),
  situations: z.array(z.string()),
  sourceType: z.string(),
  format: z.string(),
  exemption: said.nullable(),
})
export type Material = z.infer<typeof material>

const itemSchema = z.object({
  code: z.string(),
  taskName: said,
  taskType: z.string(),
  theme: said,
  acceptCondition: said,
  byLaw: z.array(z.object({ act: z.string(), article: z.string(), note: said })),
  limits: z.array(
    z.object({
      step: z.string(),
      amount: z.number(),
      unit: z.string(),
      basis: said.extend({ kind: z.string() }),
    }),
  ),
  anticipateExplain: said,
  handleType: z.array(z.string()),
  handleFlow: z.array(said),
  serverType: z.array(z.string()),
  materials: z.array(material),
  situations: z.array(z.object({ code: z.string(), name: said, when: said })),
  minimumRealNameLevel: z.string(),
  privacyNotice: z.object({ version: z.string(), zh: z.string(), en: z.string() }).nullable(),
  automatic: z.string(),
  licence: said.nullable(),
  resultLabels: z.record(z.string(), said).default({}),
  questions: z.array(question),
  regions: z.array(said.extend({ code: z.string() })),
  office: z.object({
    name: said,
    address: z.string(),
    phone: z.string(),
    supervisePhone: z.string(),
    windows: z.array(z.object({ name: said, address: z.string(), hours: z.string() })),
  }),
  claim: z.object({ fee: z.number().nullable(), promisedWorkdays: z.number() }),
})
export type Item = z.infer<typeof itemSchema>

export const itemAt = (code: string, below = '') => `/approvals/v1/items/${encodeURIComponent(code)}${below}`
export const readItemOf = (v: Visit, code: string) => v.api.get(itemAt(code), itemSchema)
export const readItem = (v: Visit) => readItemOf(v, v.params.code ?? '')

const guideSchema = z.object({
  rules: z
    .object({
      version: z.number(),
      effectiveOn: z.string(),
      stopped: z.boolean(),
      conditions: z.array(said.extend({ rule: z.string(), route: z.string(), basis: said })),
      values: z.array(z.object({ name: said, value: said })),
    })
    .nullable(),
  places: z.array(
    z.object({
      direction: z.enum(['in', 'out']),
      region: z.object({ code: z.string(), name: said.nullable() }),
      modes: z.array(z.string()),
    }),
  ),
  sources: z.array(
    z.object({
      code: z.string(),
      name: said,
      facts: z.array(said),
      papers: z.array(z.string()),
      licenceType: said.nullable(),
      now: z
        .object({
          state: z.string(),
          asOf: z.number().nullable(),
          licence: z.object({ identifier: z.string(), validUntil: z.string().nullable() }).nullable(),
        })
        .nullable(),
    }),
  ),
  askedAt: z.number().nullable(),
})
export type Guide = z.infer<typeof guideSchema>
export type Source = Guide['sources'][number]
/** `isOwn`: with what is held now of whoever is signed in. */
export const readGuide = (v: Visit, isOwn: boolean) =>
  v.api.get(itemAt(v.params.code ?? '', isOwn ? '/guide?held=true' : '/guide'), guideSchema)
