import { referCase } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, caseSchema, TAGS } from '../words.ts'

export const refuseAutomaticDecision = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/refer',
    summary: { zh: '拒绝自动决定，转人工', en: 'Refuse the automatic decision' },
    tag: TAGS.cases,
    rights: ['owner', 'agent'],
    params: caseNumberParam,
    answer: { status: 200, description: { zh: '办件', en: 'the case' }, schema: caseSchema },
    failures: ['notFound', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params }) => referCase(context, params.caseNumber),
)
