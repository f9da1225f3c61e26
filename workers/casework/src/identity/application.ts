import { CASE_READERS, readApplication } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, civilDate, TAGS } from '../words.ts'

export const readCaseApplication = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/application',
    summary: { zh: '办件的申请内容', en: 'The application of a case' },
    description: {
      zh: '申请人、提交人看到原样；工作人员看到的姓名、证件号、账号、联系方式已遮盖。',
      en: 'As handed in for whoever applied or handed it in; for officials names, identity numbers, accounts and contacts are masked.',
    },
    tag: TAGS.cases,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: { zh: '申请内容', en: 'the application' },
      schema: z
        .object({
          caseNumber: z.string(),
          receivedOn: civilDate,
          masked: z.boolean(),
          application: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'ShownApplication' }),
    },
    failures: ['erased', 'notFound'],
  },
  async ({ context, params }) => readApplication(context, params.caseNumber),
)
