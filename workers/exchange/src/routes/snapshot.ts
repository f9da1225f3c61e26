import { routeSnapshot } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { modeSchema, onQuery } from './schema.ts'

const told = z.object({
  itemCode: z.string(),
  receivedBy: z.string(),
  handledBy: z.string(),
  mode: modeSchema,
  office: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  agreement: z.string(),
  version: z.string().meta({ description: '路由版本，消息据此注明 version of the route, named by messages' }),
})

export const readRouteSnapshot = endpoint(
  {
    method: 'get',
    path: '/cx/1/routes',
    summary: { zh: '双方之间的通办路由', en: 'The routes between the two regions' },
    description: {
      zh: '截至某日、经签名的路由表，只含与请求方有关的路由；ETag 为其摘要。',
      en: 'As of a day, signed, and only what concerns whoever asks; its ETag is its digest.',
    },
    tag: TAGS.wire,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    query: onQuery,
    answer: {
      status: 200,
      description: { zh: '路由表', en: 'the routes' },
      schema: z
        .object({
          region: z.string(),
          partner: z.string(),
          on: z.string(),
          routes: z.array(told),
          version: z.string(),
          signature: z.string(),
        })
        .meta({ id: 'CxRouteSnapshot' }),
    },
    failures: ['notConfigured'],
  },
  async ({ context, query, setHeader }) => {
    const snapshot = await routeSnapshot(context, query)
    if (snapshot.ok) setHeader('ETag', `"${snapshot.value.version}"`)
    return snapshot
  },
)
