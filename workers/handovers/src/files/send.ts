import { said } from '@tongban/kernel/parse'
import { handedOverParams, MOST_FILES_AT_ONCE, partnerQuery, sendFiles } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { FILES_TAG, transfersSchema } from './words.ts'

export const sendCaseFiles = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/files',
    summary: { zh: '向对方地区传送文件', en: 'Send files of a case to the other region' },
    description: {
      zh: '把本办件已收到的文件（如办理结果的版式文件）告知并传送给对方地区；同一文件再次传送不会重复。申请人在收件地提交的文件自动传送，不需要此操作。',
      en: 'Names files of the case (such as the result as a sealed file) to the other region and sends them; one that was sent before is not sent twice. What an applicant hands in at the receiving region goes by itself.',
    },
    tag: FILES_TAG,
    rights: [{ role: 'window' }, { role: 'handler' }],
    params: handedOverParams,
    body: z.strictObject({
      files: z
        .array(z.uuid({ error: said('应为文件编号（UUID）。', 'Must be the id of a file (UUID).') }))
        .min(1)
        .max(MOST_FILES_AT_ONCE),
      partner: partnerQuery.shape.partner,
    }),
    answer: {
      status: 200,
      description: { zh: '传送的文件及状态', en: 'the files, and how far each is' },
      schema: transfersSchema,
    },
    failures: ['notFound', 'filesNotConfigured', 'stillRunning'],
  },
  async ({ context, params, body }) => sendFiles(context, params.caseNumber, body),
)
