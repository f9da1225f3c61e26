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
    description: {
      zh: '停用只须说明原因；恢复须写明所解除的是第几次变更（revision），他人已再次变更的，不予覆盖。',
      en: 'Marking down needs a reason only; marking up names the change it lifts (revision) and never overwrites one made since.',
    },
    tag: TAGS.registries,
    rights: [{ role: 'admin' }],
    params: sourceParam,
    body: z
      .strictObject({
        state: z.enum(['available', 'unavailable']),
        reason: reasonText(200),
        revision: z.int().min(0).optional(),
      })
      .meta({ id: 'RegistryState' }),
    answer: { status: 200, description: { zh: '数据源', en: 'the registry' }, schema: registrySchema },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => setRegistryState(context, { ...params, ...body }),
)
