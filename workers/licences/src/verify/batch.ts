import { batchSchema, DEPARTMENT_OFFICIALS, verifyBatch } from '@tongban/services'
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
      zh: '一次 1–100 份证照、证照文件或纸质二维码，按次序逐份答复，与单独核验相同；写法不对的在其位置答复 request:malformed，不影响其余。应用的配额按份数计，剩余不足的整批不予处理。',
      en: '1–100 credentials, licence files or paper codes, each answered in its place as it would be alone; one that is malformed is answered by request:malformed in its place, the others are verified. Each counts towards the quota of an app; where not enough is left, none is handled.',
    },
    tag: TAGS.verify,
    rights: [...DEPARTMENT_OFFICIALS, { role: 'supervisor' }, { role: 'auditor' }, { app: 'verify:batch' }],
    body: batchSchema,
    answer: {
      status: 200,
      description: { zh: '逐份的核验结果', en: 'a verdict for each' },
      schema: z.object({ verdicts: z.array(verdictSchema) }),
    },
    failures: ['licencesNotConfigured'],
  },
  async ({ context, body }) => verifyBatch(context, body),
)
