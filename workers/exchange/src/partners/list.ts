import { listPartners } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { partnerListSchema, READ } from './schema.ts'

export const listPartnerRegions = endpoint(
  {
    method: 'get',
    path: '/v1/partners',
    summary: { zh: '协同地区一览', en: 'The partner regions' },
    tag: TAGS.partners,
    rights: READ,
    answer: {
      status: 200,
      description: { zh: '本地区和协同地区', en: 'this region and its partners' },
      schema: partnerListSchema,
    },
    failures: [],
  },
  async ({ context }) => listPartners(context),
)
