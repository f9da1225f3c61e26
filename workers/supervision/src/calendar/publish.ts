import { publishArrangement } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { arrangementParam, arrangementSchema, CALENDAR } from './words.ts'

export const publishDays = endpoint(
  {
    method: 'post',
    path: '/v1/calendar/arrangements/{id}/publish',
    summary: { zh: '公布放假安排', en: 'Publish an arrangement of days' },
    tag: CALENDAR,
    rights: [{ role: 'supervisor' }],
    params: arrangementParam,
    answer: { status: 200, description: { zh: '已公布', en: 'published' }, schema: arrangementSchema },
    failures: ['notFound', 'secondPersonNeeded', 'stillRunning'],
  },
  async ({ context, params }) => publishArrangement(context, params.id),
)
