import { civilDate, saidSchema as said } from '@tongban/kernel/words'
import { basisSchema, endedSchema, issuedSchema, materialSchema, nextStepSchema } from '@tongban/services'
import * as z from 'zod'

/** Schemas that several contracts of this Worker share. */
export {
  caseNumberParam,
  civilDate,
  epochMs,
  itemCodeParam,
  saidSchema as said,
} from '@tongban/kernel/words'

const reason = z.object({
  rule: z.string(),
  code: z.string().nullable(),
  text: z.string(),
  english: z.string(),
  basis: z.string(),
  cure: said.nullable(),
  dates: z.record(z.string(), z.string()),
})

export const answerSchema = z
  .object({
    caseNumber: z.string().nullable(),
    state: z.string().nullable(),
    outcome: z.enum(['approve', 'supplement', 'refer', 'notAccepted', 'transferred']),
    reasons: z.array(reason),
    result: z.record(z.string(), z.unknown()).nullable(),
    licences: z.array(issuedSchema).meta({
      description: '随决定签发的电子证照；请持证人自行保存 issued with the decision, for its holder to keep',
    }),
    ended: z
      .array(endedSchema)
      .default([])
      .meta({ description: '本决定注销的本地区证照 licences of this region the decision has cancelled' }),
    endedNote: said.nullable().default(null).meta({
      description: '本决定应注销而本系统没有签发的，说明后续 said where there was no licence of ours to end',
    }),
    documents: z.array(z.object({ number: z.string(), kind: z.string() })),
    // An answer that was kept before papers were told has none.
    materials: z.array(materialSchema).default([]),
    dueOn: civilDate.nullable(),
    dueBasis: basisSchema.nullable(),
    elapsedMs: z.int().meta({ description: '从收件到落库的毫秒数 milliseconds from receipt to commit' }),
    next: z.array(nextStepSchema),
    evaluation: z.object({ token: z.string(), href: z.string() }).nullable().default(null).meta({
      description:
        '评价码，只告知申请人一方；工作人员看不到 the token to rate this service; told to those who apply, never to officials',
    }),
    receipt: z.object({ code: z.string() }).nullable().default(null).meta({
      description:
        '查询码，印在回执上：凭它可以不登录查看一次进度，并得到下一个查询码 the code on the receipt: one look at the progress without signing in, and the next code',
    }),
    handedOverTo: said
      .extend({ region: z.string(), mode: z.string(), modeName: said, agreement: z.string() })
      .nullable()
      .default(null)
      .meta({ description: '已移送的办理地 the competent region it was handed over to' }),
    notice: z.string().nullable(),
  })
  .meta({ id: 'Answer' })

/** Headings of the API document. */
export const TAGS = {
  applications: { zh: '申请', en: 'Applications' },
  cases: { zh: '办件', en: 'Cases' },
} as const
