import * as z from 'zod'

/** What these pages read of the answers of the API. */
const said = z.object({ zh: z.string(), en: z.string() })

const summary = {
  identifier: z.string(),
  type: z.string(),
  typeName: said,
  standing: z.string(),
  standingName: said,
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  issuedAt: z.number(),
}
export const walletSchema = z.object({
  licences: z.array(z.object(summary)),
  fromPartners: z.array(
    z.object({
      identifier: z.string(),
      typeName: said,
      validFrom: z.string().nullable(),
      validUntil: z.string().nullable(),
      issuedBy: said,
      caseNumber: z.string(),
    }),
  ),
  cursor: z.string().nullable(),
})
export type Wallet = z.infer<typeof walletSchema>

const fileSchema = z.looseObject({ format: z.string(), credential: z.string(), paper: z.string().nullable() })

export const licenceSchema = z.object({
  ...summary,
  caseNumber: z.string(),
  holder: z.object({ name: z.string() }),
  replacedBy: z.string().nullable(),
  previous: z.string().nullable(),
  events: z.array(
    z.object({
      seq: z.number(),
      actName: said,
      at: z.number(),
      groundName: said.extend({ basis: said }).nullable(),
      orderNumber: z.string().nullable(),
      texts: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  explanation: z
    .object({
      since: z.number(),
      actName: said.nullable(),
      ground: said.extend({ basis: said }).nullable(),
      orderNumber: z.string().nullable(),
      next: said,
      remedies: said.nullable(),
    })
    .nullable(),
  renditions: z.array(
    z.object({
      format: z.string(),
      digest: z.string(),
      href: z.string().nullable(),
      sealedBy: z.string(),
      sealedAt: z.number(),
    }),
  ),
  renditionsNote: said.nullable(),
  file: fileSchema.nullable(),
  claims: z.record(z.string(), z.unknown()).nullable(),
})
export type Licence = z.infer<typeof licenceSchema>

export const userSchema = z.object({
  zh: z.string(),
  en: z.string(),
  post: z.string().nullable(),
  purpose: z.string().nullable(),
})
export const usesSchema = z.object({
  uses: z.array(
    z.object({
      at: z.number(),
      way: z.string(),
      by: userSchema,
      reasonName: said,
      caseNumber: z.string().nullable(),
      claims: z.array(z.string()),
      state: z.string(),
    }),
  ),
  cursor: z.string().nullable(),
})

export const codeSchema = z.object({
  code: z.string(),
  url: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  refreshAt: z.number(),
  claims: z.array(z.object({ name: z.string(), label: said })),
  qr: z.string(),
})

export const codesSchema = z.object({
  presentations: z.array(
    z.object({
      identifier: z.string(),
      createdAt: z.number(),
      expiresAt: z.number(),
      state: z.enum(['open', 'used', 'expired']),
      usedAt: z.number().nullable(),
      usedBy: userSchema.nullable(),
      warning: said.nullable(),
    }),
  ),
})
