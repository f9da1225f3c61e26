import { readCalendar } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { arrangementSchema, CALENDAR } from './words.ts'

export const readWorkingDays = endpoint(
  {
    method: 'get',
    path: '/v1/calendar',
    summary: { zh: '期限所依据的工作日历', en: 'The calendar that deadlines are reckoned by' },
    tag: CALENDAR,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '版本、已公布的年份及其通知', en: 'version, published years and their notices' },
      schema: z.object({
        version: z.string(),
        publishedYears: z.array(z.int()),
        years: z.array(
          z.object({
            year: z.int(),
            notices: z.array(
              z.object({ title: z.string(), number: z.string().nullable(), issuedOn: z.string() }),
            ),
          }),
        ),
        arrangements: z.array(arrangementSchema),
      }),
    },
    failures: [],
  },
  async ({ context }) => readCalendar(context),
)
