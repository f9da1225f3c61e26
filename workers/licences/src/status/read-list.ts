import { ok } from '@tongban/kernel'
import { readStatusList } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { setCaching, tokenAnswer } from '../token-answer.ts'
import { TAGS } from '../words.ts'

export const STATUS_LIST_TYPE = 'application/statuslist+jwt'

export const readOneStatusList = endpoint(
  {
    method: 'get',
    path: '/status/{list}',
    summary: { zh: '证照状态列表', en: 'Status list' },
    description: {
      zh: 'Token Status List（JWT，每份证照两位：0 有效、1 终止、2 暂扣、3 其他）。可缓存至 ttl，离线可用至 exp；查询列表不透露所查的是哪份证照。',
      en: 'Token Status List (JWT, two bits a licence: 0 valid, 1 ended, 2 suspended, 3 other). To be kept for ttl and of use offline until exp; fetching it does not tell which licence is looked at.',
    },
    tag: TAGS.trust,
    rights: ['anyone'],
    params: z.strictObject({ list: z.string().regex(/^[1-9]\d{0,8}$/) }),
    answer: tokenAnswer(STATUS_LIST_TYPE, { zh: '签名的状态列表', en: 'the signed list' }),
    failures: ['notFound', 'licencesNotConfigured'],
  },
  async ({ context, params, setHeader }) => {
    const published = await readStatusList(context, Number(params.list))
    if (!published.ok) return published
    setCaching(published.value, STATUS_LIST_TYPE, setHeader)
    return ok(published.value.token)
  },
)
