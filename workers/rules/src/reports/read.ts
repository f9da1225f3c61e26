import { readReport } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { RULE_READERS } from '../rules/readers.ts'
import { ruleIdParam, TAGS } from '../words.ts'
import { reportSchema } from './schema.ts'

export const readVersionReport = endpoint(
  {
    method: 'get',
    path: '/v1/rules/{id}/report',
    summary: { zh: '公布前报告', en: 'The report before publication' },
    tag: TAGS.publication,
    rights: RULE_READERS,
    params: ruleIdParam,
    answer: { status: 200, description: { zh: '报告', en: 'the report' }, schema: reportSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readReport(context, params.id),
)
