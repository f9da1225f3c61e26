import { systemClock } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { applicationSchema, submit } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { answerSchema, TAGS } from '../words.ts'

export const submitApplication = endpoint(
  {
    method: 'post',
    path: '/v1/applications',
    summary: { zh: '提交申请（秒批当场答复）', en: 'Apply; decided in the same answer where rules decide' },
    tag: TAGS.applications,
    rights: ['applicant', { role: 'window' }, { role: 'handler' }],
    idempotent: true,
    body: applicationSchema.meta({ id: 'Application' }),
    answer: {
      status: 201,
      description: { zh: '结果、理由与下一步', en: 'outcome, reasons and what can be done next' },
      schema: answerSchema,
    },
    failures: ['notFound', 'itemNotInForce'],
  },
  async ({ context, body, idempotencyKey, receivedAt, setHeader }) => {
    const submitted = await submit(context, body, idempotencyKey, receivedAt)
    if (!submitted.ok) return submitted
    const { answer, replayed } = submitted.value
    if (replayed) setHeader('Idempotency-Replayed', 'true')
    setHeader('Location', `/approvals/v1/cases/${answer.caseNumber}`)
    return ok({ ...answer, elapsedMs: systemClock.now() - receivedAt })
  },
)
