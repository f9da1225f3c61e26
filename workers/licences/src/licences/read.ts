import { LICENCE_READERS, readLicence } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam, licenceSchema } from './schema.ts'

export const readOneLicence = endpoint(
  {
    method: 'get',
    path: '/v1/licences/{identifier}',
    summary: { zh: '证照详情', en: 'One licence' },
    description: {
      zh: '持证人得到完整证照文件；签发部门看到状态、经过、依附的证照，持证人信息脱敏。',
      en: 'Its holder gets the whole file; the department that issued it its state, what happened, and what depends on it, the holder masked.',
    },
    tag: TAGS.licences,
    rights: LICENCE_READERS,
    params: licenceParam,
    answer: { status: 200, description: { zh: '证照', en: 'the licence' }, schema: licenceSchema },
    failures: ['erased', 'notFound'],
  },
  async ({ context, params }) => readLicence(context, params.identifier),
)
