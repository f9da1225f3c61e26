import { listDeliveries } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { epochMs, TAGS } from '../words.ts'
import { sourceParam } from './source-param.ts'

const deliverySchema = z
  .object({
    source: z.string(),
    seq: z.int(),
    /** `records` or `state`. */
    kind: z.string(),
    at: epochMs,
    byIndex: z.string(),
    count: z.int().nullable(),
    asOf: epochMs.nullable(),
    digest: z.string().nullable(),
    state: z.string().nullable(),
    reason: z.string().nullable(),
    revision: z.int().nullable(),
  })
  .meta({ id: 'RegistryDeliveryEntry' })

export const listRegistryDeliveries = endpoint(
  {
    method: 'get',
    path: '/v1/registries/{source}/deliveries',
    summary: { zh: '数据源投递与变更记录', en: 'Deliveries into a registry and changes of its state' },
    description: {
      zh: '何人何时投递多少条、截至何时，以及停用、恢复和原因；只增不改，不含个人信息。自新到旧分页，next 为下一页的 before。',
      en: 'Who delivered how many records when and as of when, and who marked it down or up and why; only added to, nothing personal. Newest first; next is the before of the next page.',
    },
    tag: TAGS.registries,
    rights: [{ role: 'admin' }, { role: 'auditor' }],
    params: sourceParam,
    query: z.strictObject({
      before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).default(Number.MAX_SAFE_INTEGER),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: {
      status: 200,
      description: { zh: '记录', en: 'the log' },
      schema: z.object({ deliveries: z.array(deliverySchema), next: z.int().nullable() }),
    },
    failures: [],
  },
  async ({ context, params, query }) => listDeliveries(context, { ...params, ...query }),
)
