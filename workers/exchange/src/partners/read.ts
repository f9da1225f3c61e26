import { readPartner } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { PARTNER_ANSWER, partnerParams, READ } from './schema.ts'

export const readPartnerRegion = endpoint(
  {
    method: 'get',
    path: '/v1/partners/{region}',
    summary: { zh: '协同地区', en: 'A partner region' },
    description: {
      zh: '含密钥指纹、待确认的更改和办理记录。',
      en: 'With the fingerprints of its keys, what awaits confirmation, and what was done when.',
    },
    tag: TAGS.partners,
    rights: READ,
    params: partnerParams,
    answer: PARTNER_ANSWER,
    failures: ['notFound'],
  },
  async ({ context, params }) => readPartner(context, params.region),
)
