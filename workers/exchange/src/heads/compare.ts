import { said } from '@tongban/kernel/parse'
import { compareHeadsWith } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const compareWithPartner = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/compare',
    summary: { zh: '与协同地区比对办件', en: 'Compare the shared cases with a partner' },
    description: {
      zh: '比对双方消息链头：缺失的补取或者重发，恢复旧库后遗失的取回；同一序号内容不同的记为不一致，交监察处理。定时任务每日也会进行。',
      en: 'Compares how far each shared case has come: what is missing is asked for or sent again, also after an older database was restored; two messages under one number become an alarm. A job does the same every day.',
    },
    tag: TAGS.messages,
    rights: [{ role: 'admin' }, { role: 'supervisor' }],
    params: z.strictObject({
      region: z
        .string()
        .regex(/^\d{6}$/, { error: said('应为6位行政区划代码。', 'Must be a region code of 6 digits.') }),
    }),
    answer: {
      status: 200,
      description: { zh: '比对结果', en: 'what was found and done' },
      schema: z
        .object({
          partner: z.string(),
          state: z.enum(['compared', 'unreached', 'cutShort']),
          cases: z.int(),
          same: z.int(),
          pulled: z.int(),
          resent: z.int(),
          divergent: z.int(),
        })
        .meta({ id: 'HeadsCompared' }),
    },
    failures: ['notFound', 'stepNotPossible', 'notConfigured', 'stillRunning'],
  },
  async ({ context, params }) => compareHeadsWith(context, params.region),
)
