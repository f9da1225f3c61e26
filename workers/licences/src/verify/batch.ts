import { batchSchema, verifyBatch } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { verdictSchema } from './schema.ts'

export const verifyManyLicences = endpoint(
  {
    method: 'post',
    path: '/v1/verify/batch',
    summary: { zh: '批量核验证照', en: 'Verify many licences' },
    description: {
      zh: '一次 1–100 份证照或纸质二维码，按次序逐份答复，与单独核验相同。',
      en: '1–100 credentials or paper codes, each answered in its place as it would be alone.',
    },
    tag: TAGS.verify,
    rights: [
      { role: 'window' },
      { role: 'handler' },
      { role: 'chief' },
      { role: 'head' },
      { role: 'supervisor' },
      { role: 'auditor' },
      { app: 'verify:batch' },
    ],
    body: batchSchema,
    answer: {
      status: 200,
      description: { zh: '逐份的核验结果', en: 'a verdict for each' },
      schema: z.object({ verdicts: z.array(verdictSchema) }),
    },
    failures: [],
  },
  async ({ context, body }) => verifyBatch(context, body),
)
