import { proposeTemplate } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TEMPLATE_DESK, TEMPLATES_TAG, templateInput, templateSchema } from './words.ts'

export const proposeSupervisionTemplate = endpoint(
  {
    method: 'post',
    path: '/v1/templates',
    summary: { zh: '提出文书模板', en: 'Propose a template' },
    description: {
      zh: '须由另一名监察员公布后才启用。含有未知字段的模板不予接受。',
      en: 'Used once another supervisor has published it. A template with an unknown field is refused.',
    },
    tag: TEMPLATES_TAG,
    rights: TEMPLATE_DESK,
    idempotent: true,
    body: templateInput,
    answer: { status: 201, description: { zh: '已提出', en: 'proposed' }, schema: templateSchema },
    failures: ['idempotencyKeyReused', 'stillRunning'],
  },
  async ({ context, body, idempotencyKey }) => proposeTemplate(context, body, idempotencyKey),
)
