import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listOwnServices, listWaiting } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { INVITATIONS_TAG, invitationsSchema, ownServicesQuery } from './words.ts'

export const listInvitations = endpoint(
  {
    method: 'get',
    path: '/v1/invitations',
    summary: { zh: '待评价的服务', en: 'Services to rate' },
    description: {
      zh: '申请人看本人办件的各次服务；窗口评价器看本窗口三十分钟内尚未评价的服务，一次一评。',
      en: 'To an applicant the services of their own cases; to a pad those given at its window in the last half hour, one for each visit.',
    },
    tag: INVITATIONS_TAG,
    rights: ['applicant', { app: 'evaluate' }],
    query: ownServicesQuery,
    answer: {
      status: 200,
      description: { zh: '一页服务及其评价码', en: 'a page of services with their tokens' },
      schema: invitationsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    if (context.actor.kind === 'app') {
      const waiting = await listWaiting(context)
      if (!waiting.ok) return waiting
      return ok({ services: waiting.value.map((service) => ({ ...UNTOLD, ...service })), next: null })
    }
    const page = await listOwnServices(context, query)
    if (!page.ok) return page
    const { services, cursor } = page.value
    return ok({ services, next: nextPage('/evaluations/v1/invitations', query, cursor) })
  },
)

/** What a pad is not told. */
const UNTOLD = {
  state: 'open',
  amendable: false,
  servedOn: null,
  caseNumber: null,
  serviceNumber: null,
  department: null,
  region: null,
  rating: null,
} as const
