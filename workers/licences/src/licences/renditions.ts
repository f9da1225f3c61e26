import { askForRenditions, DEPARTMENT_OFFICIALS } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam, renditionsShape } from './schema.ts'

export const askForRenditionFiles = endpoint(
  {
    method: 'post',
    path: '/v1/licences/{identifier}/renditions',
    summary: { zh: '申请制作版式文件', en: 'Ask for the sealed file of a licence' },
    description: {
      zh: '用于接入制证服务之前签发的证照，或者没有制成的版式文件。已有的、正在制作的不再申请；不在有效状态的证照不制作。',
      en: 'For a licence issued before the service was connected, or whose file was not made. What is made or on its way stays as it is; of a licence that does not hold none is made.',
    },
    tag: TAGS.licences,
    rights: DEPARTMENT_OFFICIALS,
    params: licenceParam,
    answer: {
      status: 202,
      description: { zh: '版式文件状态', en: 'how it stands with the files' },
      schema: z.object(renditionsShape).meta({ id: 'LicenceRenditions' }),
    },
    failures: ['erased', 'notFound', 'stepNotPossible', 'notConfigured'],
  },
  async ({ context, params }) => askForRenditions(context, params.identifier),
)
