import { LEVEL_NUMBERS } from '@tongban/evaluations'
import { said as message } from '@tongban/kernel/parse'
import { civilDate, epochMs, rowLimit, saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** What goes in and out of invitations 评价邀请. */
export const INVITATIONS_TAG = { zh: '评价邀请', en: 'Invitations' } as const

export const tokenField = z
  .string({ error: message('请填写评价码。', 'Give the token.') })
  .min(1)
  .max(100)
  .meta({
    description: '评价码，见回执、短信或者二维码 the token, on the receipt, in the message or in the code',
    example: '5101162026112300000010-1-7K2M-0QPV-C3ZD-8RTA',
  })

export const named = saidSchema.extend({ code: z.string() })
export const meaning = saidSchema.nullable().meta({
  description: '选项的通俗解释；名称本身清楚的为空 in plain words; null where the name says it',
})
export const levelSchema = saidSchema.extend({ code: z.literal([...LEVEL_NUMBERS]) })

export const readBody = z.strictObject({ token: tokenField }).meta({ id: 'InvitationRead' })

const about = {
  item: named.nullable(),
  kind: named,
  department: named,
  region: z
    .string()
    .nullable()
    .meta({ description: '由其他地区提供的，该地区 of a partner region, that one' }),
  servedOn: civilDate,
  state: z.enum(['open', 'rated', 'visitRated', 'expired']),
  untilAt: epochMs.meta({ description: '评价或者修改的截止时刻 the first instant that is too late' }),
  amendable: z.boolean(),
}

export const invitationSchema = z
  .object({
    ...about,
    dictionary: z.string(),
    ratings: z
      .array(
        z.object({
          revision: z.int(),
          level: levelSchema,
          options: z.array(named),
          text: z.string().nullable(),
          anonymous: z.boolean(),
          at: epochMs,
          order: z.string().nullable().meta({ description: '由此生成的整改单 order it has opened' }),
        }),
      )
      .meta({
        description:
          '已作的评价，末项有效；只给评价人本人：登录评价的须登录，匿名评价的须以申请人登录，其余凭评价码 what was said, the last counts; told to whoever said it alone: signed in where it was said signed in or anonymously, else by the token',
      }),
    levels: z.array(levelSchema.extend({ options: z.array(named.extend({ core: z.boolean(), meaning })) })),
  })
  .meta({ id: 'Invitation' })

export const ownServicesQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: rowLimit(50, 20),
})

/** Of a person the services of their cases, of a pad those that wait at its window. */
export const invitationsSchema = z
  .object({
    services: z.array(
      z
        .object({
          token: z.string(),
          kind: named,
          item: named.nullable(),
          servedAt: epochMs,
          untilAt: epochMs,
          state: about.state,
          amendable: z.boolean(),
          servedOn: civilDate.nullable(),
          caseNumber: z.string().nullable().meta({ description: '窗口评价器看不到 not told to a pad' }),
          serviceNumber: z.int().nullable(),
          department: named.nullable(),
          region: z.string().nullable(),
          rating: z
            .object({
              level: levelSchema,
              options: z.array(z.string()),
              text: z.string().nullable(),
              at: epochMs,
            })
            .nullable(),
        })
        .meta({ id: 'OwnService' }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'Invitations' })
