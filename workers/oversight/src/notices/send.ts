import { said as message } from '@tongban/kernel/parse'
import { sendByHand } from '@tongban/services'
import { BY_HAND, MAY_BE_URGED } from '@tongban/supervision'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { longText } from '../lists.ts'
import { NOTICE_ANSWER, NOTICES_TAG } from './words.ts'

const ONE_OF_TWO = message(
  '请指明一个期限（clock），或者一个办件（case），二者择一。',
  'Name either a clock or a case.',
)
const body = z
  .strictObject({
    clock: z
      .strictObject({
        kind: z.enum(MAY_BE_URGED),
        subject: z.string().min(1).max(120),
        key: z
          .string()
          .min(1)
          .max(120)
          .meta({ description: '监察时限列表中的 key as in the list of clocks' }),
      })
      .optional(),
    case: z
      .string()
      .regex(/^\d{21}[0-9A-Z]$/, {
        error: message('应为22位办件编号。', 'Must be a case number of 22 characters.'),
      })
      .optional()
      .meta({ description: '办件编号：最先到期的期限 the limit of the case that is due first' }),
    level: z.enum(BY_HAND).meta({ description: 'urge 催办，发经办人；supervise 督办，发部门负责人' }),
    reason: longText.meta({ description: '理由，加密保存，随文书告知 the reason, told with the notice' }),
  })
  .refine((given) => (given.clock === undefined) !== (given.case === undefined), {
    error: ONE_OF_TWO,
    path: ['clock'],
  })
  .meta({ id: 'NoticeByHand' })

export const sendNoticeByHand = endpoint(
  {
    method: 'post',
    path: '/v1/notices',
    summary: { zh: '人工催办、督办', en: 'Send a notice by hand' },
    description: {
      zh: '监察员对正在计算的期限发出催办或者督办，写明理由。文号、签收、回复时限和送达与系统发出的相同；同级文书尚未答复的，不再发。',
      en: 'A supervisor urges or supervises a limit that runs, with the reason. Number, receipt, reply and delivery are those of any notice; none while one of that level about it waits for its answer.',
    },
    tag: NOTICES_TAG,
    rights: [{ role: 'supervisor' }],
    idempotent: true,
    body,
    answer: {
      ...NOTICE_ANSWER,
      status: 201,
      description: { zh: '发出的文书', en: 'the notice that was sent' },
    },
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded', 'idempotencyKeyReused'],
  },
  async ({ context, body: { clock, case: caseNumber, level, reason }, idempotencyKey }) =>
    sendByHand(
      context,
      { clock: clock ?? { kind: 'case', subject: caseNumber ?? '', key: null }, level, reason },
      idempotencyKey,
    ),
)
