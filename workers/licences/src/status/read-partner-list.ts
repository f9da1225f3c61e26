import { ok } from '@tongban/kernel'
import { readPartnerList } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { setCaching, tokenAnswer } from '../token-answer.ts'
import { TAGS } from '../words.ts'
import { STATUS_LIST_TYPE } from './read-list.ts'

export const readOnePartnerList = endpoint(
  {
    method: 'get',
    path: '/status/partners/{region}/{list}',
    summary: { zh: '协同地区的一份状态列表', en: 'A status list of a partner region' },
    description: {
      zh: '按签发地区的签名原样转交，可缓存至其 ttl，离线可用至其 exp。只转交该地区自己公布的列表；该地区一秒内没有答复的，给出本地仍在有效期内的副本。',
      en: 'Handed on as its issuer signed it, to be kept for its ttl and of use offline until its exp. Only lists that the region itself names; where it does not answer within a second, the copy kept here while it counts.',
    },
    tag: TAGS.trust,
    rights: ['anyone'],
    params: z.strictObject({
      region: z.string().regex(/^\d{6}$/),
      list: z.string().regex(/^[\w-]{1,64}$/),
    }),
    answer: tokenAnswer(STATUS_LIST_TYPE, { zh: '签名的状态列表', en: 'the signed list' }),
    failures: ['notFound', 'licencesNotConfigured'],
  },
  async ({ context, params, setHeader }) => {
    const published = await readPartnerList(context, params)
    if (!published.ok) return published
    setCaching(published.value, STATUS_LIST_TYPE, setHeader)
    return ok(published.value.token)
  },
)
