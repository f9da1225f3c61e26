import { proposeArrangement } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { arrangementInput, arrangementSchema, CALENDAR } from './words.ts'

export const proposeDays = endpoint(
  {
    method: 'post',
    path: '/v1/calendar/arrangements',
    summary: { zh: '录入放假安排', en: 'Propose an arrangement of days' },
    description: {
      zh: '由另一名监察员核对通知原文后公布，公布后各未结期限重新计算。',
      en: 'Another supervisor compares it with the notice and publishes it; open deadlines are then reckoned again.',
    },
    tag: CALENDAR,
    rights: [{ role: 'admin' }, { role: 'supervisor' }],
    body: arrangementInput,
    answer: { status: 201, description: { zh: '待公布', en: 'proposed' }, schema: arrangementSchema },
    failures: ['stillRunning'],
  },
  async ({ context, body }) => proposeArrangement(context, body),
)
