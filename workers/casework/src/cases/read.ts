import { CASE_READERS, readCase } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, caseSchema, TAGS } from '../words.ts'

export const readOneCase = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}',
    summary: { zh: '办件进度与各项期限', en: 'Progress and time limits of a case' },
    tag: TAGS.cases,
    rights: ['party', ...CASE_READERS],
    params: caseNumberParam,
    answer: { status: 200, description: { zh: '办件', en: 'the case' }, schema: caseSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readCase(context, params.caseNumber),
)
