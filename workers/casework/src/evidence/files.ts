import { checkStoredFiles } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const checkFilesForAudit = endpoint(
  {
    method: 'get',
    path: '/v1/evidence/files',
    summary: { zh: '核对文件存储', en: 'Check the file storage' },
    description: {
      zh: '逐段读取已收入办件的文件，与其封存摘要核对；恢复备份以后用来查明缺失的文件。',
      en: 'Reads every part of the files of cases and holds it against its seal; after a restore it tells which files are missing.',
    },
    tag: TAGS.evidence,
    rights: [{ role: 'auditor' }],
    query: z.strictObject({
      after: z
        .string()
        .regex(/^$|^[0-9a-f-]{36} \d{1,6}$/)
        .default(''),
    }),
    answer: {
      status: 200,
      description: { zh: '本页核对的段数和缺失、被改动的段', en: 'parts checked, and those lost or changed' },
      schema: z.object({
        checked: z.int(),
        findings: z.array(
          z.object({
            caseNumber: z.string(),
            fileId: z.string(),
            part: z.int(),
            reason: z.enum(['lost', 'changed']),
          }),
        ),
        next: z.string().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, query }) => checkStoredFiles(context, query.after),
)
