import { agreementActSchema, agreementStandSchema } from '@tongban/exchange'
import { takeAgreementAct } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const takePartnerAgreement = endpoint(
  {
    method: 'post',
    path: '/cx/1/agreements',
    summary: { zh: '协议往来', en: 'What is told of an agreement' },
    description: {
      zh: '提出、签署、不签署、终止。重复的不产生变化；同一编号和版本的其他文本不予接收。应答写明协议在本地区的现状。',
      en: 'To propose, sign, decline or end. The same again changes nothing; another document under the same id and version is refused. The answer says how the agreement stands here.',
    },
    tag: TAGS.wire,
    rights: ['partner'],
    signed: { limitBytes: 1_048_576 },
    body: agreementActSchema,
    answer: {
      status: 200,
      description: { zh: '协议在本地区的现状', en: 'how the agreement stands here' },
      schema: agreementStandSchema,
    },
    failures: ['notFound', 'stepNotPossible', 'notConfigured', 'stillRunning'],
  },
  async ({ context, signed, body }) => takeAgreementAct(context, signed, body),
)
