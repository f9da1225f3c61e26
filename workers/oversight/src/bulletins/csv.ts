import { ok } from '@tongban/kernel'
import { BULLETIN_READERS, bulletinCsv } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { BULLETINS_TAG, bulletinParams } from './words.ts'

export const readBulletinAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/bulletins/{id}/figures.csv',
    summary: { zh: '通报，CSV', en: 'A bulletin as CSV' },
    tag: BULLETINS_TAG,
    rights: BULLETIN_READERS,
    params: bulletinParams,
    answer: {
      status: 200,
      description: {
        zh: 'UTF-8（带 BOM），各表依次列出',
        en: 'UTF-8 with a byte order mark, one table after the other',
      },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: ['notFound'],
  },
  async ({ context, params, language, setHeader }) => {
    const made = await bulletinCsv(context, params.id, language)
    if (!made.ok) return made
    setHeader('Content-Disposition', `attachment; filename="${made.value.file}"`)
    return ok(made.value.csv)
  },
)
