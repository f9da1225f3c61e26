import { putPartner } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { PARTNER_ANSWER, PROPOSE, partnerInput, partnerParams } from './schema.ts'

export const putPartnerRegion = endpoint(
  {
    method: 'put',
    path: '/v1/partners/{region}',
    summary: { zh: '登记或更改协同地区', en: 'Register or change a partner region' },
    description: {
      zh: '由另一人核对密钥指纹并确认后生效。已登记的密钥不因更改而消失；已作废的密钥不能再登记。',
      en: 'Holds when a second person has compared the fingerprints and confirmed it. A key that is registered does not go by a change; one that was revoked is never taken again.',
    },
    tag: TAGS.partners,
    rights: PROPOSE,
    params: partnerParams,
    body: partnerInput,
    answer: PARTNER_ANSWER,
    failures: ['stillRunning'],
  },
  async ({ context, params, body }) => putPartner(context, params.region, body),
)
