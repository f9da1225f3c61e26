import { ORDER_READERS, readOrder } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ORDERS_TAG, orderParams, orderSchema } from './words.ts'

export const readRectification = endpoint(
  {
    method: 'get',
    path: '/v1/rectifications/{number}',
    summary: { zh: '一张整改单', en: 'A rectification order' },
    tag: ORDERS_TAG,
    rights: ORDER_READERS,
    params: orderParams,
    answer: { status: 200, description: { zh: '该整改单', en: 'the order' }, schema: orderSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readOrder(context, params.number),
)
