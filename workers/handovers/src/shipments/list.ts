import { CASE_READERS, handedOverParams, listOverdueShipments, listShipments } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { SHIPMENTS_TAG, shipmentsSchema } from './words.ts'

export const listCaseShipments = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/shipments',
    summary: { zh: '办件的纸质原件寄送', en: 'Originals on paper of a case' },
    tag: SHIPMENTS_TAG,
    rights: CASE_READERS,
    params: handedOverParams,
    answer: {
      status: 200,
      description: { zh: '双向寄件', en: 'the shipments in both directions' },
      schema: shipmentsSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => listShipments(context, params.caseNumber),
)

export const listShipmentsOverdue = endpoint(
  {
    method: 'get',
    path: '/v1/shipments/overdue',
    summary: { zh: '逾期未寄出或者未确认签收的寄件', en: 'Shipments not posted or not confirmed in time' },
    tag: SHIPMENTS_TAG,
    rights: [{ role: 'supervisor' }, { role: 'auditor' }],
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: {
      status: 200,
      description: { zh: '寄件，逾期最久的在前', en: 'the shipments, longest overdue first' },
      schema: shipmentsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => listOverdueShipments(context, query.limit),
)
