import { askForSeal } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { documentParams } from './document-param.ts'

export const sealCaseDocument = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/documents/{documentNumber}/seal',
    summary: { zh: '申请加盖印章', en: 'Ask for the seal of a document' },
    description: {
      zh: '用于接入电子印章服务之前制发的文书，或者加盖未成功的文书。已加盖的不再加盖。',
      en: 'For a document issued before a sealing service was connected, or whose sealing failed. What is sealed stays as it is.',
    },
    tag: TAGS.cases,
    rights: [{ role: 'window' }, { role: 'handler' }, { role: 'chief' }, { role: 'head' }],
    params: documentParams,
    answer: {
      status: 202,
      description: { zh: '印章状态', en: 'how it stands with the seal' },
      schema: z.object({ seal: z.string() }),
    },
    failures: ['notFound', 'notConfigured'],
  },
  async ({ context, params }) => askForSeal(context, params.caseNumber, params.documentNumber),
)
