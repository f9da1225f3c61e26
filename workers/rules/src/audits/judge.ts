import { anyJson } from '@tongban/kernel/parse'
import { judgeAudit } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { reasonText, TAGS } from '../words.ts'
import { AUDITORS, auditParam, resultText } from './words.ts'

export const judgeDrawn = endpoint(
  {
    method: 'post',
    path: '/v1/audits/{id}/judgement',
    summary: { zh: '复核抽查件', en: 'Judge a drawn decision' },
    description: {
      zh: '复核后才显示系统的结论和办件编号。不一致超过限度的，本事项的自动审批随即停用。',
      en: 'Only then are the machine’s answer and the case number shown. Too many differences stop the item’s automatic decisions.',
    },
    tag: TAGS.audits,
    rights: AUDITORS,
    params: auditParam,
    body: z
      .strictObject({
        answer: z.enum(['approve', 'notApprove']),
        result: z.record(z.string().max(64), resultText).default({}),
        reasons: z.array(reasonText(500)).min(1).max(20),
      })
      .meta({ id: 'AuditJudgement' }),
    answer: {
      status: 200,
      description: { zh: '与系统结论的对照', en: 'beside the machine’s answer' },
      schema: z.object({
        id: z.uuid(),
        kind: z.string().meta({ description: 'approval, control' }),
        agrees: z.boolean(),
        differences: z.array(
          z.object({ field: z.string(), person: z.string().nullable(), machine: z.string().nullable() }),
        ),
        machine: z.object({ outcome: z.string(), result: z.record(z.string(), anyJson).nullable() }),
        caseNumber: z.string(),
        stopped: z.boolean(),
      }),
    },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => judgeAudit(context, params.id, body),
)
