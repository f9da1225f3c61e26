import { disableEndpoint } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ENDPOINTS_TAG, endpointParams, endpointSchema } from './words.ts'

export const disableReceivingEndpoint = endpoint(
  {
    method: 'post',
    path: '/v1/endpoints/{id}/disable',
    summary: { zh: '停用接收端', en: 'Disable an endpoint' },
    tag: ENDPOINTS_TAG,
    rights: [{ role: 'admin' }],
    params: endpointParams,
    answer: { status: 200, description: { zh: '已停用', en: 'disabled' }, schema: endpointSchema },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params }) => disableEndpoint(context, params.id),
)
