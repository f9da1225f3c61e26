import { rate } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { GIVEN, GIVEN_FAILURES, RATINGS_TAG, rateBody } from './words.ts'

export const rateService = endpoint(
  {
    method: 'post',
    path: '/v1/evaluations',
    summary: { zh: '评价一次服务', en: 'Rate a service' },
    description: {
      zh: '凭评价码，每次服务一次。不登录也可以；登录的须为申请人或者代办人。评价器和自助终端出示终端密钥，热线由话务员代录。工作人员不能评价。差评同时生成整改单。',
      en: 'By its token, once. Signed in or not; whoever signs in has to be the applicant or who handed in. Terminals show their key, hotline operators write it down. No other official rates. A bad rating opens a rectification order.',
    },
    tag: RATINGS_TAG,
    rights: ['anyone', { app: 'evaluate' }],
    body: rateBody,
    answer: GIVEN,
    failures: GIVEN_FAILURES,
  },
  async ({ context, body }) => rate(context, body),
)
