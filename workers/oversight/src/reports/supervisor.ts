import { civilDate, civilDateInput, epochMs } from '@tongban/kernel/words'
import { supervisorReport } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { byPerson, named } from '../lists.ts'

const part = z.object({
  count: z.int(),
  lines: z.array(z.object({ department: named, by: byPerson.nullable(), count: z.int() })),
  list: z.string().meta({ description: '逐件列表的地址 address of the list' }),
})

export const reportOnSupervisors = endpoint(
  {
    method: 'get',
    path: '/v1/reports/supervisor',
    summary: { zh: '对监察的监督', en: 'Supervision of the supervisor' },
    description: {
      zh: '逾期未答的文书、无人处理而成立的牌、撤下的牌，按部门和监察员计数。缺省为最近三十日。',
      en: 'Notices unanswered in time, cards nobody looked at, cards revoked, counted by department and supervisor. The last thirty days unless asked otherwise.',
    },
    tag: { zh: '对监察的监督', en: 'Supervision of the supervisor' },
    rights: [{ role: 'supervisor' }, { role: 'auditor' }, { role: 'governmentHead' }],
    query: z.strictObject({ from: civilDateInput.optional(), until: civilDateInput.optional() }),
    answer: {
      status: 200,
      description: { zh: '计数和列表地址', en: 'counts, with the address of each list' },
      schema: z
        .object({
          asOf: epochMs,
          fromOn: civilDate,
          untilOn: civilDate,
          unanswered: part,
          lapsed: part,
          revoked: part,
          confirmedInError: part,
        })
        .meta({ id: 'SupervisorReport' }),
    },
    failures: [],
  },
  async ({ context, query }) => supervisorReport(context, query),
)
