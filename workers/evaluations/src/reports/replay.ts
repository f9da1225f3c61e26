import { replayNational, reportId } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { nationalReportSchema, REPORTS_TAG } from './words.ts'

export const replayANationalReport = endpoint(
  {
    method: 'post',
    path: '/v1/reports/national/{id}/replay',
    summary: { zh: '重新上报评价', en: 'Send a report to the national platform again' },
    description: {
      zh: '被退或者停发的，按原编号、原内容重新发送，发送期限重新计算；平台按编号去重。',
      en: 'One that was refused or given up goes again, the same under its own id, and its time to arrive begins anew; the platform takes an id in once.',
    },
    tag: REPORTS_TAG,
    rights: [{ role: 'supervisor' }, { role: 'admin' }],
    params: reportId,
    answer: {
      status: 200,
      description: { zh: '等待发送', en: 'it waits to be sent' },
      schema: nationalReportSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => replayNational(context, params.id),
)
