import { ok } from '@tongban/kernel'
import { listRegistries } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { registrySchema, TAGS } from '../words.ts'

export const listAllRegistries = endpoint(
  {
    method: 'get',
    path: '/v1/registries',
    summary: { zh: '数据源状态', en: 'State of the registries' },
    tag: TAGS.registries,
    rights: [{ role: 'admin' }, { role: 'auditor' }, { role: 'supervisor' }],
    answer: {
      status: 200,
      description: { zh: '各数据源及其时点', en: 'each with how current it is' },
      schema: z.object({ registries: z.array(registrySchema) }),
    },
    failures: [],
  },
  async ({ context }) => {
    const registries = await listRegistries(context)
    return registries.ok ? ok({ registries: registries.value }) : registries
  },
)
