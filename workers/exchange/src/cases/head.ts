import { caseHeadSchema, HANDED_OVER_TAG, handedOverParams, readHead } from '@tongban/services'
import { endpoint } from '../endpoint.ts'

export const readCaseHead = endpoint(
  {
    method: 'get',
    path: '/cx/1/cases/{caseNumber}/head',
    summary: { zh: '办件消息链头', en: 'Head of the messages of a case' },
    description: {
      zh: '应答已签名。两边链头不同即有差异。',
      en: 'The answer is signed. Heads that differ on the two sides are a divergence.',
    },
    tag: HANDED_OVER_TAG,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    params: handedOverParams,
    answer: {
      status: 200,
      description: { zh: '双方最后一条消息', en: 'the last message of each side' },
      schema: caseHeadSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readHead(context, params.caseNumber, null),
)
