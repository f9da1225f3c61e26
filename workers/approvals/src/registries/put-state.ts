import { setRegistryState } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { reasonText, registrySchema, TAGS } from '../words.ts'
import { sourceParam } from './source-param.ts'

export const putRegistryState = endpoint(
  {
    method: 'put',
    path: '/v1/registries/{source}',
    summary: { zh: '标记数据源停用或恢复', en: 'Mark a registry down or up' },
    tag: TAGS.registries,
    rights: [{ role: 'admin' }],
    params: sourceParam,
    body: z
      .strictObject({
        state: z.enum(['available', 'unavailable']),
        reason: reasonText(200),
      })
      .meta({ id: 'RegistryState' }),
    answer: { status: 200, description: { zh: '数据源', en: 'the registry' }, schema: registrySchema },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => setRegistryState(context, { ...params, ...body }),
)
