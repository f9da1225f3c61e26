import { replaySuperior, reportId } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { REPORTS_TAG, reportSchema } from './words.ts'

export const replayOneReport = endpoint(
  {
    method: 'post',
    path: '/v1/reports/superior/{id}/replay',
    summary: { zh: '重新上报', en: 'Send a report again' },
    description: {
      zh: '被退或者停发的，按原编号、原内容重新发送，发送期限重新计算；上级平台按编号去重。',
      en: 'One that was refused or given up goes again, the same under its own id, and its time to arrive begins anew; the platform takes an id in once.',
    },
    tag: REPORTS_TAG,
    rights: [{ role: 'supervisor' }, { role: 'admin' }],
    params: reportId,
    answer: { status: 200, description: { zh: '等待发送', en: 'it waits to be sent' }, schema: reportSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => replaySuperior(context, params.id),
)
