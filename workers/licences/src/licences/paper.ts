import { DEPARTMENT_OFFICIALS, readPaper, type StatedUse, useSchema } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam } from './schema.ts'

/** Its holder, and the department that issued it. */
export const PAPER_READERS = ['holder', ...DEPARTMENT_OFFICIALS] as const

/** What an official takes it for; a holder says nothing. */
export const paperUse = useSchema.partial()
/** As the service takes it: a case number without a reason states none. */
export const statedIn = ({ reason, caseNumber }: z.infer<typeof paperUse>): StatedUse | undefined =>
  reason === undefined ? undefined : { reason, ...(caseNumber === undefined ? {} : { caseNumber }) }

export const readPaperCode = endpoint(
  {
    method: 'get',
    path: '/v1/licences/{identifier}/paper',
    summary: { zh: '纸质二维码', en: 'The paper code' },
    description: {
      zh: '工作人员须写明用证事由（reason），持证人可以查到。',
      en: 'Officials state the use (reason); the holder can read it.',
    },
    tag: TAGS.licences,
    rights: PAPER_READERS,
    params: licenceParam,
    query: paperUse,
    answer: {
      status: 200,
      description: { zh: '二维码及其文本', en: 'the code and its text' },
      schema: z.object({ text: z.string(), svg: z.string() }).meta({ id: 'PaperCode' }),
    },
    failures: ['erased', 'notFound', 'stepNotPossible'],
  },
  async ({ context, params, query }) => readPaper(context, params.identifier, statedIn(query)),
)
