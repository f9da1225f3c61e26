import { epochMs, saidSchema } from '@tongban/kernel/words'
import { causeSchema, explanationSchema, groundSchema } from '@tongban/services'
import * as z from 'zod'
import { identifier, userSchema } from '../presentations/schema.ts'

/** What goes in and out of licences as their holders and officials see them. */
export const licenceParam = z.strictObject({ identifier })

const summary = {
  identifier: z.string(),
  type: z.string(),
  typeName: saidSchema,
  state: z.string(),
  standing: z.string().meta({ description: '计入日期后的状态 its state, the day taken into account' }),
  standingName: saidSchema,
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  departmentCode: z.string(),
  issuedAt: epochMs,
  updatedAt: epochMs,
  previous: z.string().nullable(),
}
export const summarySchema = z.object(summary).meta({ id: 'LicenceSummary' })

/** Issued by another region in a case handed in here: read here, and changed there alone. */
export const partnerLicenceSchema = z
  .object({
    identifier: z.string(),
    type: z.string(),
    typeName: saidSchema,
    validFrom: z.string().nullable(),
    validUntil: z.string().nullable(),
    issuedBy: saidSchema.extend({ region: z.string() }),
    caseNumber: z.string(),
    href: z
      .string()
      .meta({ description: '所在办件，持证人可见凭证 the case, which shows its holder the credential' }),
    verify: z.string().meta({ description: '核验凭证的地址 where the credential is verified' }),
  })
  .meta({ id: 'PartnerLicence' })

const fileSchema = z
  .object({
    format: z.literal('tongban-licence/1'),
    credential: z.string(),
    signatures: z.array(z.object({ alg: z.string(), kid: z.string(), value: z.string() })),
    renditions: z.array(z.object({ format: z.string(), digest: z.string(), href: z.string() })),
    paper: z.string().nullable(),
  })
  .meta({ id: 'LicenceFile' })

/** The sealed fixed-layout files of a licence, as they are listed. */
export const renditionsShape = {
  renditions: z
    .array(
      z.object({
        format: z.string(),
        mediaType: z.string(),
        digest: z.string().meta({ description: '文件的 SHA-256 of the file' }),
        href: z
          .string()
          .nullable()
          .meta({ description: '文件地址，仅告知持证人 where it is; to its holder only' }),
        sealedBy: z.string(),
        sealedAt: epochMs,
      }),
    )
    .meta({ description: '加盖电子印章的版式文件 sealed fixed-layout files (OFD, PDF)' }),
  renditionsNote: saidSchema.nullable().meta({
    description:
      '没有版式文件的原因，或者所示证照已不再有效 why there is none, or that the licence they show does not hold any more',
  }),
}

export const licenceSchema = z
  .object({
    ...summary,
    caseNumber: z.string(),
    holder: z.object({ name: z.string(), idKind: z.string(), idNumber: z.string() }),
    replacedBy: z.string().nullable(),
    events: z.array(
      z.object({
        seq: z.int(),
        act: z.string(),
        actName: saidSchema,
        at: epochMs,
        ground: z.string().nullable(),
        groundName: groundSchema.nullable(),
        orderNumber: z.string().nullable(),
        because: causeSchema.nullable(),
        texts: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    explanation: explanationSchema.nullable().meta({
      description: '现状的原因、能做什么和救济途径 why it stands so, what can be done, and where to turn',
    }),
    possible: z
      .array(
        saidSchema.extend({
          act: z.string(),
          by: z.array(z.string()),
          byZh: z.string(),
          byEn: z.string(),
        }),
      )
      .meta({ description: '现在可以进行的操作和办理人 acts possible now, and whose they are' }),
    mine: z.array(z.string()).meta({ description: '其中本人可以进行的 those of them that are yours' }),
    dependents: z.array(summarySchema),
    ...renditionsShape,
    file: fileSchema.nullable(),
    claims: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'Licence' })

export const useViewSchema = z
  .object({
    at: epochMs,
    way: z.string(),
    by: userSchema,
    reason: z.string(),
    reasonName: saidSchema,
    caseNumber: z.string().nullable(),
    claims: z.array(z.string()),
    state: z.string(),
  })
  .meta({ id: 'LicenceUseRecord' })
