import { listTypeMetadata, readTypeMetadata } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const typesSchema = z.object({
  types: z.array(
    z
      .object({
        vct: z.string(),
        type: z.string(),
        version: z.int(),
        name: z.string(),
        display: z.array(z.object({ locale: z.string(), name: z.string() })),
        code: z.object({
          owner: z.string().nullable(),
          number: z.string(),
          local: z
            .boolean()
            .meta({ description: '本地区自编，非国家代码 the region’s own, no national code' }),
        }),
        claims: z.array(
          z.object({
            path: z.array(z.string()),
            display: z.array(z.object({ locale: z.string(), label: z.string() })),
            form: z.string(),
            sd: z
              .enum(['allowed', 'never'])
              .meta({ description: '持证人能否不出示 whether the holder may keep it back' }),
            mandatory: z.boolean(),
          }),
        ),
      })
      .meta({ id: 'LicenceType' }),
  ),
})
const answer = {
  status: 200,
  description: { zh: '种类及其各版本', en: 'types and their versions' },
  schema: typesSchema,
} as const
const listSchema = typesSchema.extend({
  metadata: z
    .object({
      standard: z.string(),
      names: z.record(z.string(), z.string()).meta({
        description: '国标元数据名称与本证照成员的对应 national name: the member it is filled from',
      }),
      holderCodeTypes: z.record(z.string(), z.string().nullable()).meta({
        description:
          '持证主体代码类型；未查明的为 null the national code of a kind of document; null: not known',
      }),
    })
    .meta({ id: 'NationalMetadata' }),
})
const CACHE = 'public, max-age=3600'

export const listLicenceTypes = endpoint(
  {
    method: 'get',
    path: '/v1/types',
    summary: { zh: '证照种类', en: 'Types of licence' },
    tag: TAGS.trust,
    rights: ['anyone'],
    answer: { ...answer, schema: listSchema },
    failures: [],
  },
  async ({ setHeader }) => {
    setHeader('Cache-Control', CACHE)
    return listTypeMetadata()
  },
)

export const readLicenceType = endpoint(
  {
    method: 'get',
    path: '/v1/types/{type}',
    summary: { zh: '一种证照的各版本', en: 'The versions of a type of licence' },
    tag: TAGS.trust,
    rights: ['anyone'],
    params: z.strictObject({ type: z.string().max(64) }),
    answer,
    failures: ['notFound'],
  },
  async ({ params, setHeader }) => {
    const found = await readTypeMetadata(params.type)
    if (found.ok) setHeader('Cache-Control', CACHE)
    return found
  },
)
