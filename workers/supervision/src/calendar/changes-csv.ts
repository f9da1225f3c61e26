import { ok } from '@tongban/kernel'
import { CHANGES_CSV_PAGE, calendarChanges, calendarChangesCsv } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CALENDAR, changesQuery } from './words.ts'

export const listCalendarChangesAsCsv = csvList({
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
  rows: CHANGES_CSV_PAGE,
  read: async (context, query) => {
    const found = await calendarChanges(context, query.version, query.cursor, CHANGES_CSV_PAGE)
    return found.ok ? ok({ ...found.value, cursor: found.value.next }) : found
  },
  csv: ({ changes }, language) => calendarChangesCsv(changes, language),
  file: () => 'calendar-changes',
})
