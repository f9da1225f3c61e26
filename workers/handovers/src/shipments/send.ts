import { postPlanned } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { PAPER_POSTS, postingInput, SHIPMENT_ANSWER, SHIPMENTS_TAG, shipmentParams } from './words.ts'

export const sendCaseShipment = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/shipments/{id}/send',
    summary: { zh: '已寄出', en: 'Posted now' },
    description: {
      zh: '填写承运单位、单号和寄出日期，并告知对方地区。',
      en: 'Fills in carrier, tracking number and day, and tells the other region.',
    },
    tag: SHIPMENTS_TAG,
    rights: PAPER_POSTS,
    params: shipmentParams,
    body: postingInput,
    answer: SHIPMENT_ANSWER,
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => postPlanned(context, params.caseNumber, params.id, body),
)
