import { ok } from '@tongban/kernel'
import { readUses } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam, useViewSchema } from './schema.ts'

export const listLicenceUses = endpoint(
  {
    method: 'get',
    path: '/v1/licences/{identifier}/uses',
    summary: { zh: '用证记录', en: 'Who used a licence' },
    description: {
      zh: '何时、由谁、为何、用了哪些项目；本人和审计员可查，最近 500 条。',
      en: 'When, by whom, what for and which claims; for its holder and auditors, the last 500.',
    },
    tag: TAGS.licences,
    rights: ['owner', { role: 'auditor' }],
    params: licenceParam,
    answer: {
      status: 200,
      description: { zh: '最近的在前', en: 'the newest first' },
      schema: z.object({ uses: z.array(useViewSchema) }),
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => {
    const uses = await readUses(context, params.identifier)
    return uses.ok ? ok({ uses: uses.value }) : uses
  },
)
