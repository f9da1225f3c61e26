import { evidenceSchema } from '@tongban/exchange/evidence'
import {
  CASE_READERS,
  HANDED_OVER_TAG,
  handedOverParams,
  handoversSeenHere,
  partnerQuery,
  readEvidence,
} from '@tongban/services'
import { endpoint } from '../endpoint.ts'

const ANSWER = {
  status: 200,
  description: { zh: '证据包，可离线核验', en: 'the evidence, to be verified offline' },
  schema: evidenceSchema,
} as const

export const readOwnEvidence = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/evidence',
    summary: { zh: '跨域办件证据包', en: 'Evidence of a case of two regions' },
    description: {
      zh: '含全部消息、签名、回执、公钥和协议，用 npx tongban cx evidence 离线核验。涉及个人的内容仍为密文。',
      en: 'Every message, signature and receipt, the public keys and the agreement; npx tongban cx evidence verifies it offline. What is personal stays sealed.',
    },
    tag: HANDED_OVER_TAG,
    rights: CASE_READERS,
    params: handedOverParams,
    query: partnerQuery,
    answer: ANSWER,
    failures: ['notConfigured', 'notFound', 'invalidInput'],
  },
  async ({ context, params, query }) =>
    readEvidence(context, params.caseNumber, query.partner ?? null, handoversSeenHere),
)
