import { ok } from '@tongban/kernel'
import { type CalendarChanges, calendarChanges } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CALENDAR, changeSchema, changesQuery } from './words.ts'

const change = changeSchema.extend({
  notice: z.string().nullable().meta({
    description: '发出的消息；须告知而为 null 的由工作人员告知 null where officials have to tell it',
  }),
})

export const listCalendarChanges = endpoint(
  {
    method: 'get',
    path: '/v1/calendar/changes',
    summary: { zh: '日历变动前后的期限', en: 'Deadlines before and after a change of the calendar' },
    tag: CALENDAR,
    rights: [{ role: 'supervisor' }, { role: 'auditor' }, { role: 'admin' }],
    query: changesQuery,
    answer: {
      status: 200,
      description: { zh: '逐件列出，至多100条一页', en: 'one line each, up to 100 a page' },
      schema: z.object({ version: z.string(), changes: z.array(change), next: z.string().nullable() }),
    },
    failures: [],
  },
  async ({ context, query }) => {
    const found = await calendarChanges(context, query.version, query.cursor)
    return found.ok ? ok({ ...found.value, changes: found.value.changes.map(lineOf) }) : found
  },
)

const lineOf = ({
  needsNotice,
  noticeId,
  overByCalendarOnly,
  ...row
}: CalendarChanges['changes'][number]) => ({
  ...row,
  needsNotice: needsNotice === 1,
  notice: noticeId,
  overByCalendarOnly: overByCalendarOnly === 1,
})
