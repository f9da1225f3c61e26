import { declineTemplateOf, publishTemplateOf } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TEMPLATE_DESK, TEMPLATES_TAG, templateParams, templateSchema } from './words.ts'

export const publishSupervisionTemplate = endpoint(
  {
    method: 'post',
    path: '/v1/templates/{id}/publish',
    summary: { zh: '公布文书模板', en: 'Publish a template' },
    tag: TEMPLATES_TAG,
    rights: TEMPLATE_DESK,
    params: templateParams,
    answer: { status: 200, description: { zh: '已公布', en: 'published' }, schema: templateSchema },
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible'],
  },
  async ({ context, params }) => publishTemplateOf(context, params.id),
)

export const declineSupervisionTemplate = endpoint(
  {
    method: 'post',
    path: '/v1/templates/{id}/decline',
    summary: { zh: '退回文书模板', en: 'Decline a template' },
    tag: TEMPLATES_TAG,
    rights: TEMPLATE_DESK,
    params: templateParams,
    answer: { status: 200, description: { zh: '已退回', en: 'declined' }, schema: templateSchema },
    failures: ['notFound', 'secondPersonNeeded', 'stepNotPossible'],
  },
  async ({ context, params }) => declineTemplateOf(context, params.id),
)
