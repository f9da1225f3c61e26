import { present } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { presentInput, shownCodeSchema } from './schema.ts'

export const presentLicence = endpoint(
  {
    method: 'post',
    path: '/v1/presentations',
    summary: { zh: '亮证', en: 'Show a licence' },
    description: {
      zh: '持证人取得一次性亮证码，默认 60 秒内有效，只能核验一次，只出示同意的项目。系统只保存码的摘要，重发请求得到新码。',
      en: 'Its holder gets a code that opens once within 60 seconds (by default), with the claims agreed to. Only its hash is kept, so that the same request again gives another code.',
    },
    tag: TAGS.presentations,
    rights: ['holder'],
    body: presentInput,
    answer: { status: 201, description: { zh: '亮证码', en: 'the code' }, schema: shownCodeSchema },
    failures: ['notFound', 'stepNotPossible', 'tooManyRequests'],
  },
  async ({ context, body }) => present(context, body),
)
