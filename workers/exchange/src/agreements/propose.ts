import { proposeAgreement } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { PROPOSE } from '../partners/schema.ts'
import { TAGS } from '../words.ts'
import { agreementInput, VERSION_ANSWER } from './schema.ts'

export const proposeOneAgreement = endpoint(
  {
    method: 'post',
    path: '/v1/agreements',
    summary: { zh: '提出协议或其修订', en: 'Propose an agreement or an amendment' },
    description: {
      zh: '同一编号的为下一版本。由另一人确认后签署并送交对方；同样的内容再次提出不产生新的版本。',
      en: 'Under a known id it is the next version. It is signed and leaves when a second person has confirmed it; the same again makes no further version.',
    },
    tag: TAGS.agreements,
    rights: PROPOSE,
    body: agreementInput,
    answer: { ...VERSION_ANSWER, status: 201 },
    failures: ['notFound', 'stepNotPossible', 'notConfigured', 'stillRunning'],
  },
  async ({ context, body }) => proposeAgreement(context, body),
)
