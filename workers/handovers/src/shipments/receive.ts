import { receivePapers } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { openedInput, PAPER_POSTS, SHIPMENT_ANSWER, SHIPMENTS_TAG, shipmentParams } from './words.ts'

export const receiveCaseShipment = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/shipments/{id}/receive',
    summary: { zh: '签收并清点', en: 'Confirm the receipt and count' },
    description: {
      zh: '逐项填写实际收到的份数；与寄出不符的一并告知对方地区。双方的告知都有签名，列入证据包。',
      en: 'How many of each were found; what differs is told to the other region with it. What either side tells is signed and belongs to the evidence.',
    },
    tag: SHIPMENTS_TAG,
    rights: PAPER_POSTS,
    params: shipmentParams,
    body: openedInput,
    answer: SHIPMENT_ANSWER,
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => receivePapers(context, params.caseNumber, params.id, body),
)
