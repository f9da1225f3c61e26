import { withdrawCase } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, caseSchema, TAGS } from '../words.ts'

export const withdrawApplication = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/withdraw',
    summary: { zh: '撤回申请', en: 'Withdraw the application' },
    tag: TAGS.cases,
    rights: ['owner', 'agent'],
    params: caseNumberParam,
    answer: { status: 200, description: { zh: '办件', en: 'the case' }, schema: caseSchema },
    failures: ['notFound', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params }) => withdrawCase(context, params.caseNumber),
)
