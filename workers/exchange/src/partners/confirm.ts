import { confirmPartner } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { CONFIRM, comparedInput, PARTNER_ANSWER, partnerParams } from './schema.ts'

export const confirmPartnerRegion = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/confirm',
    summary: { zh: '核对密钥指纹并确认协同地区', en: 'Confirm a partner region, its fingerprints compared' },
    description: {
      zh: '不得由提出登记或更改的人确认。',
      en: 'Not by whoever registered or changed it.',
    },
    tag: TAGS.partners,
    rights: CONFIRM,
    params: partnerParams,
    body: comparedInput,
    answer: PARTNER_ANSWER,
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) => confirmPartner(context, params.region, body.compared),
)
