import { handedOverParams, sendFilesAgain } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { FILES_TAG, transfersSchema } from './words.ts'

export const sendCaseFilesAgain = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/files/replay',
    summary: { zh: '重新传送未能送达的文件', en: 'Send files that were given up again' },
    tag: FILES_TAG,
    rights: [{ role: 'admin' }, { role: 'supervisor' }, { role: 'handler' }],
    params: handedOverParams,
    answer: {
      status: 200,
      description: { zh: '文件及状态', en: 'the files, and how far each is' },
      schema: transfersSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => sendFilesAgain(context, params.caseNumber),
)
