import { ok } from '@tongban/kernel'
import { archiveFile, CASE_READERS } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { identityReason } from '../identity/reasons.ts'
import { caseNumberParam, TAGS } from '../words.ts'

export const readArchive = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/archive',
    summary: { zh: '办结办件的档案文件', en: 'The archive file of a closed case' },
    description: {
      zh: '一个可打印的网页文件，内含全部数据、存证和签名，可离线查验：npm run verify-archive。',
      en: 'One page to read and print that holds all data, proofs and the signature, and is checked offline: npm run verify-archive.',
    },
    tag: TAGS.evidence,
    rights: CASE_READERS,
    params: caseNumberParam,
    query: z.strictObject({
      reason: identityReason.optional().meta({
        description:
          '工作人员写明理由，取得含申请书和决定记录的全件；记为办件事件 an official states why to get application and decision records too; an event of the case',
      }),
    }),
    answer: {
      status: 200,
      description: { zh: '档案文件', en: 'the file' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['erased', 'noRetentionBasis', 'notFound', 'stepNotPossible'],
  },
  async ({ context, params, query, setHeader }) => {
    const file = await archiveFile(context, params.caseNumber, query.reason ?? null)
    if (!file.ok) return file
    setHeader('Content-Disposition', `attachment; filename="${file.value.name}"`)
    return ok(file.value.html)
  },
)
