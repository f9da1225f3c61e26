import { ok } from '@tongban/kernel'
import { type CalendarChanges, calendarChanges } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CALENDAR } from './words.ts'

const change = z.object({
  caseNumber: z.string(),
  step: z.string(),
  binds: z.string().meta({ description: 'organ, applicant, party' }),
  beforeOn: z.string(),
  afterOn: z.string(),
  moved: z.string().meta({ description: 'earlier, later, confirmed' }),
  needsNotice: z.boolean().meta({ description: '对当事人不利，须告知 to be told to the applicant' }),
  notice: z.string().nullable().meta({
    description: '发出的消息；须告知而为 null 的由工作人员告知 null where officials have to tell it',
  }),
  overByCalendarOnly: z.boolean(),
})

export const listCalendarChanges = endpoint(
  {
    method: 'get',
    path: '/v1/calendar/changes',
    summary: { zh: '日历变动前后的期限', en: 'Deadlines before and after a change of the calendar' },
    tag: CALENDAR,
    rights: [{ role: 'supervisor' }, { role: 'auditor' }, { role: 'admin' }],
    query: z.strictObject({
      version: z.string().min(1).max(80).meta({ example: 'national-2026-1+1' }),
      cursor: z.string().max(200).default(''),
    }),
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
