import { CASE_READERS, handedOverParams, listFilesBetween } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { FILES_TAG, transfersSchema } from './words.ts'

export const listFileTransfers = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/files',
    summary: { zh: '文件传送进度', en: 'Files of a case between two regions' },
    tag: FILES_TAG,
    rights: CASE_READERS,
    params: handedOverParams,
    answer: {
      status: 200,
      description: { zh: '双向传送的文件及状态', en: 'the files in both directions, and how far each is' },
      schema: transfersSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => listFilesBetween(context, params.caseNumber),
)
