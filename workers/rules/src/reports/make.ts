import { makeReport } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, TAGS } from '../words.ts'
import { reportSchema } from './schema.ts'

export const makeVersionReport = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/report',
    summary: { zh: '生成或继续公布前报告', en: 'Make the report, or go on with it' },
    description: {
      zh: '分析空缺、冲突与不可达的行，与现行规则比较，并用新规则重算既往办件；办件多时分次进行，再次调用即继续。',
      en: 'Gaps, contradictions and rows never reached, the difference to the rules in force, and past cases decided again; where they are many, call again to go on.',
    },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    params: ruleIdParam,
    answer: { status: 200, description: { zh: '报告', en: 'the report' }, schema: reportSchema },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params }) => makeReport(context, params.id),
)
