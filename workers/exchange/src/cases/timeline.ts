import {
  afterQuery,
  caseTimelineSchema,
  HANDED_OVER_TAG,
  handedOverParams,
  readTimeline,
} from '@tongban/services'
import { endpoint } from '../endpoint.ts'

const ANSWER = {
  status: 200,
  description: { zh: '双方一致的时间轴', en: 'the timeline both regions show' },
  schema: caseTimelineSchema,
} as const

export const readPartnerTimeline = endpoint(
  {
    method: 'get',
    path: '/cx/1/cases/{caseNumber}/timeline',
    summary: { zh: '办件时间轴（协同地区）', en: 'Timeline of a case, for the partner region' },
    tag: HANDED_OVER_TAG,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    params: handedOverParams,
    query: afterQuery,
    answer: ANSWER,
    failures: ['notFound'],
  },
  async ({ context, params, query }) =>
    readTimeline(context, { caseNumber: params.caseNumber, partner: null, after: query.after }),
)
