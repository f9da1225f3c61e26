import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { BULLETIN_READERS, listBulletins } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { BULLETINS_TAG, bulletinQuery, bulletinsSchema } from './words.ts'

export const listBulletinsOf = endpoint(
  {
    method: 'get',
    path: '/v1/bulletins',
    summary: { zh: '督查通报和日报', en: 'Bulletins and daily digests' },
    description: {
      zh: '新的在前。草稿只有监察员、审计员、政府负责人可见。',
      en: 'The newest first. Drafts are shown to supervision alone.',
    },
    tag: BULLETINS_TAG,
    rights: BULLETIN_READERS,
    query: bulletinQuery,
    answer: { status: 200, description: { zh: '目录', en: 'the list' }, schema: bulletinsSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listBulletins(context, query)
    if (!page.ok) return page
    const { bulletins, cursor } = page.value
    return ok({ bulletins, next: nextPage('/supervision/v1/bulletins', query, cursor) })
  },
)
