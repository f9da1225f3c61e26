import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listTemplates } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TEMPLATE_READERS, TEMPLATES_TAG, templateQuery, templatesSchema } from './words.ts'

export const listSupervisionTemplates = endpoint(
  {
    method: 'get',
    path: '/v1/templates',
    summary: { zh: '督办文书模板', en: 'Templates of supervision' },
    tag: TEMPLATES_TAG,
    rights: TEMPLATE_READERS,
    query: templateQuery,
    answer: {
      status: 200,
      description: { zh: '一页模板', en: 'a page of templates' },
      schema: templatesSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listTemplates(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/supervision/v1/templates', query, cursor) })
  },
)
