import { ok } from '@tongban/kernel'
import { listAudits } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { epochMs, said, TAGS } from '../words.ts'
import { AUDITORS } from './words.ts'

export const listDrawn = endpoint(
  {
    method: 'get',
    path: '/v1/audits',
    summary: { zh: '待复核的抽查件', en: 'Drawn decisions that wait' },
    tag: TAGS.audits,
    rights: AUDITORS,
    answer: {
      status: 200,
      description: { zh: '最早的在前，至多100件', en: 'oldest first, at most 100' },
      schema: z.object({
        audits: z.array(
          z.object({
            id: z.uuid(),
            itemCode: z.string(),
            item: said,
            department: z.string(),
            drawnAt: epochMs,
          }),
        ),
      }),
    },
    failures: [],
  },
  async ({ context }) => {
    const audits = await listAudits(context)
    return audits.ok ? ok({ audits: audits.value }) : audits
  },
)
