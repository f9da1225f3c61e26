import { CASE_READERS, proveCase } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, TAGS } from '../words.ts'
import { inclusionSchema } from './schema.ts'

export const readCaseProof = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/proof',
    summary: { zh: '办件的存证', en: 'Evidence of a case' },
    tag: TAGS.evidence,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: {
        zh: '末端哈希，以及每条记录（含所发证照的事件）到当日签名根的路径；当日尚未封存的为 null',
        en: 'the head of its chain, and the way from each record, events of the licences it issued among them, to the signed root of its day; null while that is not sealed',
      },
      schema: z.object({
        caseNumber: z.string(),
        seq: z.int(),
        headHash: z.string(),
        records: z.array(
          z.object({
            kind: z.enum(['caseEvent', 'decision', 'document', 'licenceEvent']),
            key: z.string(),
            digest: z.string(),
            inclusion: inclusionSchema.nullable(),
          }),
        ),
      }),
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => proveCase(context, params.caseNumber),
)
