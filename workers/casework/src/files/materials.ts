import { ok } from '@tongban/kernel'
import { CASE_READERS, readMaterials } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, materialSchema, TAGS } from '../words.ts'

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
      description: { zh: '每项材料的状态、来源与原因', en: 'status, source and reason of each paper' },
      schema: z.object({ materials: z.array(materialSchema) }),
    },
    failures: ['notFound', 'erased'],
  },
  async ({ context, params }) => {
    const materials = await readMaterials(context, params.caseNumber)
    return materials.ok ? ok({ materials: materials.value }) : materials
  },
)
