import { said } from '@tongban/kernel/parse'
import { epochMs } from '@tongban/kernel/words'
import { resolveExchangeAlarm } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { reasonInput } from '../partners/schema.ts'
import { TAGS } from '../words.ts'

export const resolveAlarm = endpoint(
  {
    method: 'post',
    path: '/v1/alarms/{id}/resolve',
    summary: { zh: '了结异常', en: 'End an alarm' },
    description: {
      zh: '由监察员写明理由了结；原因仍在的会再次列出。原因已消除的，系统自行了结。',
      en: 'Ended by a supervisor with the reason; it is listed again where its cause comes again. What has lost its cause ends by itself.',
    },
    tag: TAGS.messages,
    rights: [{ role: 'supervisor' }],
    params: z.strictObject({
      id: z.string().regex(/^[\w-]{8,600}$/, {
        error: said('应为异常列表中的编号。', 'Must be an id from the list of alarms.'),
      }),
    }),
    body: reasonInput,
    answer: {
      status: 200,
      description: { zh: '已了结', en: 'it is ended' },
      schema: z.object({ id: z.string(), resolvedAt: epochMs }).meta({ id: 'ResolvedAlarm' }),
    },
    failures: ['notFound'],
  },
  async ({ context, params, body }) => resolveExchangeAlarm(context, { ...params, ...body }),
)
