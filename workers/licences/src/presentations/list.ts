import { ok } from '@tongban/kernel'
import { listPresentations } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { presentationSchema } from './schema.ts'

export const listShownCodes = endpoint(
  {
    method: 'get',
    path: '/v1/presentations',
    summary: { zh: '我出示过的亮证码', en: 'The codes I showed' },
    description: {
      zh: '每个亮证码何时由谁使用，以及使用后是否又被出示。',
      en: 'When and by whom each was used, and whether a copy was shown again after.',
    },
    tag: TAGS.presentations,
    rights: ['applicant'],
    answer: {
      status: 200,
      description: { zh: '后出示的在前', en: 'the newest first' },
      schema: z.object({ presentations: z.array(presentationSchema) }),
    },
    failures: [],
  },
  async ({ context }) => ok({ presentations: await listPresentations(context) }),
)
