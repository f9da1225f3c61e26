import { previewArrangement, previewProposed } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { arrangementInput, arrangementParam, CALENDAR, changeSchema } from './words.ts'

const PREVIEWERS = [{ role: 'supervisor' }, { role: 'auditor' }, { role: 'admin' }] as const
const query = z.strictObject({
  cursor: z
    .string()
    .regex(/^(\d{21}[0-9A-Z])?$/)
    .default('')
    .meta({ description: '翻页标记，见答复的 next from `next` of an answer' }),
})
const answer = {
  status: 200,
  description: {
    zh: '逐件列出变动前后的到期日；每页查看有限件数，可能没有变动',
    en: 'each before and after; a page looks at a bounded number of cases and may be empty',
  },
  schema: z
    .object({
      before: z.string().meta({ description: '现行日历版本 the calendar that holds now' }),
      looked: z.int().meta({ description: '本页查看的办件数 cases looked at' }),
      unread: z.int().meta({ description: '无法读取的办件数 cases that cannot be read' }),
      changes: z.array(changeSchema),
      next: z.string().nullable(),
    })
    .meta({ id: 'CalendarPreview' }),
} as const

export const previewDays = endpoint(
  {
    method: 'post',
    path: '/v1/calendar/preview',
    summary: { zh: '预览放假安排对期限的影响', en: 'Preview what an arrangement of days would move' },
    description: { zh: '不保存任何内容。', en: 'Nothing is stored.' },
    tag: CALENDAR,
    rights: PREVIEWERS,
    query,
    body: arrangementInput,
    answer,
    failures: [],
  },
  async ({ context, body, query: { cursor } }) => previewArrangement(context, body, cursor),
)

export const previewProposedDays = endpoint(
  {
    method: 'get',
    path: '/v1/calendar/arrangements/{id}/preview',
    summary: { zh: '预览待公布安排对期限的影响', en: 'Preview what a proposed arrangement would move' },
    description: {
      zh: '供公布前核对，不保存任何内容。',
      en: 'To be read before publishing; nothing is stored.',
    },
    tag: CALENDAR,
    rights: PREVIEWERS,
    params: arrangementParam,
    query,
    answer,
    failures: ['notFound'],
  },
  async ({ context, params, query: { cursor } }) => previewProposed(context, params.id, cursor),
)
