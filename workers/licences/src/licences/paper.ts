import { readPaper } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam } from './schema.ts'

/** Its holder, and the department that issued it. */
export const PAPER_READERS = [
  'holder',
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
] as const

export const readPaperCode = endpoint(
  {
    method: 'get',
    path: '/v1/licences/{identifier}/paper',
    summary: { zh: '纸质二维码', en: 'The paper code' },
    tag: TAGS.licences,
    rights: PAPER_READERS,
    params: licenceParam,
    answer: {
      status: 200,
      description: { zh: '二维码及其文本', en: 'the code and its text' },
      schema: z.object({ text: z.string(), svg: z.string() }).meta({ id: 'PaperCode' }),
    },
    failures: ['erased', 'notFound', 'stepNotPossible'],
  },
  async ({ context, params }) => readPaper(context, params.identifier),
)
