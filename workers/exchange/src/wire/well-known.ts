import { epochMs, saidSchema as said } from '@tongban/kernel/words'
import { describeExchange } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const readWellKnown = endpoint(
  {
    method: 'get',
    path: '/.well-known/cx',
    summary: { zh: '跨域通办能力', en: 'What this exchange speaks' },
    description: {
      zh: '协议版本、算法套件、限制、日历版本、当前时间和公钥地址。任何地区接入前先读取此处，按双方都支持的最新版本往来。',
      en: 'Versions, suites, limits, calendar version, the time here and where the keys are. Read it first, and go on with the newest version both sides speak.',
    },
    tag: TAGS.wire,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '能力说明', en: 'the description' },
      schema: z
        .object({
          region: z.string(),
          name: said,
          demonstration: z.boolean(),
          versions: z.array(z.string()),
          suites: z.array(z.object({ name: z.string(), state: z.enum(['supported', 'reserved']) })),
          messageTypes: z.array(z.string()),
          limits: z.record(z.string(), z.number()),
          calendar: z.string(),
          baseUrl: z.string(),
          keysUrl: z.string(),
          now: epochMs,
        })
        .meta({ id: 'ExchangeDescription' }),
    },
    failures: ['notConfigured'],
  },
  async ({ context }) => describeExchange(context),
)
