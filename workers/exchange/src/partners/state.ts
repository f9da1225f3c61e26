import { setPartnerState } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { CONFIRM, PARTNER_ANSWER, partnerParams, reasonInput } from './schema.ts'

export const suspendPartnerRegion = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/suspend',
    summary: { zh: '暂停协同地区', en: 'Suspend a partner region' },
    description: {
      zh: '即时生效：不再接收其请求，也不再向其发送；已排队的消息继续等待。',
      en: 'At once: nothing is taken from it or sent to it, and what waits goes on waiting.',
    },
    tag: TAGS.partners,
    rights: CONFIRM,
    params: partnerParams,
    body: reasonInput,
    answer: PARTNER_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) =>
    setPartnerState(context, params.region, { state: 'suspended', reason: body.reason }),
)

export const resumePartnerRegion = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/resume',
    summary: { zh: '恢复协同地区', en: 'Resume a partner region' },
    description: { zh: '不得由暂停的人恢复。', en: 'Not by whoever suspended it.' },
    tag: TAGS.partners,
    rights: CONFIRM,
    params: partnerParams,
    body: reasonInput,
    answer: PARTNER_ANSWER,
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) =>
    setPartnerState(context, params.region, { state: 'active', reason: body.reason }),
)
