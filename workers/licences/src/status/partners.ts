import { listPartnerLists } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const readPartnerAggregation = endpoint(
  {
    method: 'get',
    path: '/status/partners',
    summary: {
      zh: '协同地区的状态列表，由本地区转交',
      en: 'Status lists of partner regions, as handed on here',
    },
    description: {
      zh: '供只向本地区取数据的离线核验使用。只含信任名单中、协议生效的地区；每份列表由其签发地区签名，按 uri 核对，从 href 取得。isNewest 为 false 的，该地区暂未答复，列出的是上次取得的；或者其列表超过六十四份，只列出六十四份。',
      en: 'For offline verifiers that ask this region alone. Regions in the trust bundle with an agreement in force; each list is signed by its own issuer, checked against uri and fetched from href. Where isNewest is false that region does not answer at present, and what it named last is listed; or it names more than sixty-four, of which so many are listed.',
    },
    tag: TAGS.trust,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '各地区的列表', en: 'lists by region' },
      schema: z
        .object({
          partners: z.array(
            z.object({
              region: z.string(),
              issuer: z.string(),
              isNewest: z.boolean(),
              lists: z.array(z.object({ uri: z.string(), href: z.string() })),
            }),
          ),
        })
        .meta({ id: 'PartnerStatusLists' }),
    },
    failures: ['licencesNotConfigured'],
  },
  async ({ context, setHeader }) => {
    setHeader('Cache-Control', 'public, max-age=10')
    return listPartnerLists(context)
  },
)
