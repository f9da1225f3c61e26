import { CASE_READERS, listFiles } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, epochMs, said, TAGS } from '../words.ts'
import { fileSchema, underwaySchema, uploadSchema } from './schema.ts'

const reading = z.object({
  at: epochMs,
  by: z.string(),
  byName: said,
  department: z.string().nullable(),
  post: z.string().nullable(),
  purpose: z.string(),
  purposeName: said,
})

export const listCaseFiles = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/files',
    summary: { zh: '办件的文件与查看记录', en: 'Files of a case, and who read them' },
    tag: TAGS.files,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: {
        zh: '文件、未传完的上传、对方地区正在转来的文件、每次查看的岗位、时间与用途',
        en: 'files, uploads on their way, files another region is sending, and the post, time and purpose of each reading',
      },
      schema: z
        .object({
          files: z.array(fileSchema.extend({ readings: z.array(reading) })),
          uploads: z.array(uploadSchema.extend({ name: z.string().nullable() })),
          underway: z.array(underwaySchema),
        })
        .meta({ id: 'Files' }),
    },
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params }) => listFiles(context, params.caseNumber),
)
