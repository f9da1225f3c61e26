import { CASE_READERS, readRetention } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, TAGS } from '../words.ts'
import { retentionSchema } from './schema.ts'

export const readCaseRetention = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/retention',
    summary: { zh: '办件的保管期限', en: 'How long a case is kept' },
    tag: TAGS.evidence,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: {
        zh: '期限及其依据、暂缓销毁、销毁证明',
        en: 'period and basis, legal hold, certificate of erasure',
      },
      schema: retentionSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readRetention(context, params.caseNumber),
)
