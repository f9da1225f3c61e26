import { CASE_READERS, readMaterials } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, civilDate, materialSchema, said, TAGS } from '../words.ts'
import { fileSchema } from './schema.ts'

export const readCaseMaterials = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/materials',
    summary: {
      zh: '办件的材料：已有、已交、缺少、不需要',
      en: 'Papers of a case: held, handed in, missing, not asked',
    },
    tag: TAGS.files,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: {
        zh: '每项材料的状态、来源与原因，办件的文件；等待补正时，告知书要求补正的内容',
        en: 'status, source and reason of each paper, the files, and what the notice asks for while more is awaited',
      },
      schema: z
        .object({
          item: said.extend({ code: z.string() }),
          materials: z.array(materialSchema),
          asked: z
            .object({
              document: z.string(),
              reasons: z.array(
                z.object({ text: z.string(), basis: z.string(), cure: z.string().nullable() }),
              ),
              untilOn: civilDate.nullable(),
            })
            .nullable(),
          files: z.array(fileSchema),
        })
        .meta({ id: 'Papers' }),
    },
    failures: ['notFound', 'erased'],
  },
  async ({ context, params }) => readMaterials(context, params.caseNumber),
)
