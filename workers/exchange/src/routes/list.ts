import { saidSchema } from '@tongban/kernel/words'
import { listRoutes } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { regionCode } from '../partners/schema.ts'
import { TAGS } from '../words.ts'
import { modeSchema, onQuery } from './schema.ts'

const place = z.object({ code: z.string(), name: saidSchema.nullable() })
const route = z
  .object({
    itemCode: z.string(),
    itemName: saidSchema.nullable(),
    direction: z.enum(['out', 'in', 'inside']),
    receivedBy: place.meta({ description: '收件地' }),
    handledBy: place.meta({ description: '办理地' }),
    mode: modeSchema.nullable(),
    office: z.string(),
    from: z.string(),
    until: z.string().nullable(),
    agreement: z.string().nullable(),
    version: z.string(),
  })
  .meta({ id: 'Route', description: '通办路由 where an item is handed in and who handles it' })

export const listAllRoutes = endpoint(
  {
    method: 'get',
    path: '/v1/routes',
    summary: { zh: '跨域通办指南：在哪里可以办', en: 'Where items can be handed in across regions' },
    description: {
      zh: '按日查询：哪些事项可以在哪个地区提交、由谁办理、以何种方式。',
      en: 'As of any day: which items can be handed in where, who handles them, and in which mode.',
    },
    tag: TAGS.agreements,
    rights: ['anyone'],
    query: onQuery.extend({
      item: z
        .string()
        .regex(/^[a-z][a-z-]{1,62}$/)
        .optional()
        .meta({ description: '事项代码 item code' }),
      region: regionCode.optional().meta({ description: '对方地区 the other region' }),
    }),
    answer: {
      status: 200,
      description: { zh: '通办路由', en: 'the routes' },
      schema: z.object({ on: z.string(), routes: z.array(route) }),
    },
    failures: [],
  },
  async ({ context, query }) => listRoutes(context, query),
)
