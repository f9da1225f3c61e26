import { ok } from '@tongban/kernel'
import { readTrustBundle as read } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { setCaching, tokenAnswer } from '../token-answer.ts'
import { TAGS } from '../words.ts'

const TYPE = 'application/jwt'

export const readTrustBundle = endpoint(
  {
    method: 'get',
    path: '/trust-bundle',
    summary: { zh: '信任名单', en: 'Trust bundle' },
    description: {
      zh: '本地区和协同地区的签发公钥，签名（JWS，typ tongban-trust-bundle+jwt）。离线核验先取此名单。',
      en: 'Issuer keys of this region and its partners, signed (JWS, typ tongban-trust-bundle+jwt). An offline verifier fetches this first.',
    },
    tag: TAGS.trust,
    rights: ['anyone'],
    answer: tokenAnswer(TYPE, { zh: '签名的名单', en: 'the signed list' }),
    failures: ['licencesNotConfigured'],
  },
  async ({ context, setHeader }) => {
    const made = await read(context)
    if (!made.ok) return made
    setCaching(made.value, TYPE, setHeader)
    return ok(made.value.token)
  },
)
