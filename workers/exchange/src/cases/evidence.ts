import { evidenceSchema } from '@tongban/exchange/evidence'
import { HANDED_OVER_TAG, handedOverParams, readEvidence } from '@tongban/services'
import { endpoint } from '../endpoint.ts'

const ANSWER = {
  status: 200,
  description: { zh: '证据包，可离线核验', en: 'the evidence, to be verified offline' },
  schema: evidenceSchema,
} as const

export const readPartnerEvidence = endpoint(
  {
    method: 'get',
    path: '/cx/1/cases/{caseNumber}/evidence',
    summary: { zh: '办件证据包（协同地区）', en: 'Evidence of a case, for the partner region' },
    tag: HANDED_OVER_TAG,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    params: handedOverParams,
    answer: ANSWER,
    failures: ['notConfigured', 'notFound'],
  },
  async ({ context, params }) => readEvidence(context, params.caseNumber, null),
)
