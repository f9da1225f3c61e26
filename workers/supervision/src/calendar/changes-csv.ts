import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { CHANGES_CSV_PAGE, calendarChanges, calendarChangesCsv } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CALENDAR, changesQuery } from './words.ts'

export const listCalendarChangesAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/calendar/changes.csv',
    summary: {
      zh: '日历变动前后的期限，CSV',
      en: 'Deadlines before and after a change of the calendar, as CSV',
    },
    description: {
      zh: `每次至多 ${CHANGES_CSV_PAGE} 行；还有下一页时在 Link 响应头给出地址。`,
      en: `${CHANGES_CSV_PAGE} rows a request; the Link header names the next page where there is one.`,
    },
    tag: CALENDAR,
    rights: [{ role: 'supervisor' }, { role: 'auditor' }, { role: 'admin' }],
    query: changesQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const found = await calendarChanges(context, query.version, query.cursor, CHANGES_CSV_PAGE)
    if (!found.ok) return found
    const next = nextPage('/supervision/v1/calendar/changes.csv', query, found.value.next)
    if (next !== null) setHeader('Link', `<${next}>; rel="next"`)
    setHeader('Content-Disposition', 'attachment; filename="calendar-changes.csv"')
    return ok(calendarChangesCsv(found.value.changes, language))
  },
)
