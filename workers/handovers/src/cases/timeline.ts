import {
  CASE_READERS,
  caseTimelineSchema,
  HANDED_OVER_TAG,
  handedOverParams,
  handoversSeenHere,
  readTimeline,
  timelineQuery,
} from '@tongban/services'
import { endpoint } from '../endpoint.ts'

const ANSWER = {
  status: 200,
  description: { zh: '双方一致的时间轴', en: 'the timeline both regions show' },
  schema: caseTimelineSchema,
} as const

export const readOwnTimeline = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/timeline',
    summary: { zh: '跨域办件时间轴', en: 'Timeline of a case of two regions' },
    tag: HANDED_OVER_TAG,
    rights: CASE_READERS,
    params: handedOverParams,
    query: timelineQuery,
    answer: ANSWER,
    failures: ['notFound'],
  },
  async ({ context, params, query }) =>
    readTimeline(context, {
      caseNumber: params.caseNumber,
      partner: query.partner ?? null,
      after: query.after,
      seen: handoversSeenHere,
    }),
)
