import { renewReceiptCode } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, TAGS } from '../words.ts'
import { nextCodeSchema } from './words.ts'

export const renewCode = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/receipt-code',
    summary: { zh: '换发查询码', en: 'A fresh code to look at the progress by' },
    description: {
      zh: '申请人、代办人本人，或者能看该办件的窗口人员核对来人身份后换发。此前的查询码随即失效；换发留有记录。',
      en: 'For those whose case it is, and for a window that can read it, once it has checked who asks. Earlier codes end with it, and it is logged.',
    },
    tag: TAGS.progress,
    rights: ['owner', 'agent', { role: 'window' }],
    params: caseNumberParam,
    answer: { status: 201, description: { zh: '新的查询码', en: 'the new code' }, schema: nextCodeSchema },
    failures: ['notFound', 'receiptCodeOver', 'stillRunning'],
  },
  async ({ context, params }) => renewReceiptCode(context, params.caseNumber),
)
