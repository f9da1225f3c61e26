import { anyJson } from '@tongban/kernel/parse'
import { epochMs } from '@tongban/kernel/words'
import { listExchangeAlarms } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const listAlarms = endpoint(
  {
    method: 'get',
    path: '/v1/alarms',
    summary: { zh: '待处理的异常', en: 'What people have to take up' },
    description: {
      zh: '死信、拒收、两地记录不一致、时钟偏差、应答不实、久未办理、密钥将到期。每一事项一条，只含代码和数字。',
      en: 'Dead letters, refusals, divergences, clocks that differ, answers that do not verify, messages not taken in, keys about to end. One row for each matter, of codes and figures.',
    },
    tag: TAGS.messages,
    rights: [{ role: 'admin' }, { role: 'supervisor' }, { role: 'auditor' }],
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(400).optional(),
    }),
    answer: {
      status: 200,
      description: { zh: '未了结的异常，先发先列', en: 'open alarms, oldest first' },
      schema: z
        .object({
          alarms: z.array(
            z.object({
              id: z.string().meta({ description: 'ended under this id' }),
              kind: z.object({ code: z.string(), zh: z.string(), en: z.string() }),
              partner: z.string(),
              subject: z.string(),
              facts: anyJson,
              at: epochMs,
            }),
          ),
          cursor: z.string().nullable(),
        })
        .meta({ id: 'ExchangeAlarms' }),
    },
    failures: [],
  },
  async ({ context, query }) => listExchangeAlarms(context, query),
)
