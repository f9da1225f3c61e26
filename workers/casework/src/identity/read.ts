import type { Rights } from '@tongban/http'
import { readIdentity } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, epochMs, TAGS } from '../words.ts'
import { identityReason } from './reasons.ts'

const EXAMINERS = [{ role: 'window' }, { role: 'handler' }, { role: 'chief' }] as const satisfies Rights

export const readCaseIdentity = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/identity',
    summary: { zh: '查看完整身份信息', en: 'Read the full identity' },
    description: {
      zh: '先记为办件事件，再给出；申请人在进度中可见岗位、时间与理由。',
      en: 'An event of the case first, then the answer; the applicant sees post, time and reason in the timeline.',
    },
    tag: TAGS.cases,
    rights: EXAMINERS,
    params: caseNumberParam,
    body: z.strictObject({ reason: identityReason }),
    answer: {
      status: 200,
      description: { zh: '未遮盖的身份与联系方式', en: 'identity and contact, not masked' },
      schema: z
        .object({
          applicant: z.object({
            kind: z.string(),
            name: z.string(),
            idKind: z.string(),
            idNumber: z.string(),
          }),
          representative: z.string().nullable(),
          contact: z.object({
            phone: z.string(),
            email: z.string().optional(),
            address: z.string().optional(),
          }),
          delivery: z.object({ kind: z.string(), address: z.string().optional() }),
          seq: z.int(),
          readAt: epochMs,
        })
        .meta({ id: 'Identity' }),
    },
    failures: ['erased', 'notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => readIdentity(context, params.caseNumber, body.reason),
)
