import { readSealedDay } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { dayParam, sealedDaySchema } from './schema.ts'

export const readEvidenceDay = endpoint(
  {
    method: 'get',
    path: '/v1/evidence/days/{on}',
    summary: { zh: '一日封存的根与签名', en: 'The signed root of a day' },
    tag: TAGS.evidence,
    rights: ['anyone'],
    params: dayParam,
    answer: {
      status: 200,
      description: { zh: '根与签名', en: 'root and signature' },
      schema: sealedDaySchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readSealedDay(context, params.on),
)
