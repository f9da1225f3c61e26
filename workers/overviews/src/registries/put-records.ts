import { anyJson } from '@tongban/kernel/parse'
import { putRecords } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { epochMs, TAGS } from '../words.ts'
import { sourceParam } from './source-param.ts'

const recordSchema = z.strictObject({
  keys: z.array(z.string().min(1).max(128)).min(1).max(4),
  record: z.record(z.string().max(64), anyJson),
  sourceAt: epochMs,
})

export const putRegistryRecords = endpoint(
  {
    method: 'put',
    path: '/v1/registries/{source}/records',
    summary: { zh: '接收数据源记录', en: 'Take in records of a registry' },
    description: {
      zh: '可重复投递；较新的记录替换较旧的。没有记录的人，截至 asOf 即为没有。',
      en: 'May be delivered again; a newer record replaces an older one. Whoever has none has none as of asOf.',
    },
    tag: TAGS.registries,
    rights: [{ role: 'admin' }],
    params: sourceParam,
    body: z
      .strictObject({ asOf: epochMs, records: z.array(recordSchema).max(500) })
      .meta({ id: 'RegistryDelivery' }),
    answer: {
      status: 200,
      description: { zh: '已接收', en: 'taken in' },
      schema: z.object({ source: z.string(), taken: z.int(), asOf: epochMs }),
    },
    failures: ['stillRunning'],
  },
  async ({ context, params, body }) => putRecords(context, { ...params, ...body }),
)
