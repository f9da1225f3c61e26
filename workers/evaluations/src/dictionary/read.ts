import { civilDate } from '@tongban/kernel/words'
import { readDictionary } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { meaning } from '../invitations/words.ts'

const option = z.object({
  code: z.string().meta({ example: '510' }),
  core: z
    .boolean()
    .meta({ description: '核心选项；其余为扩展 one of the first three; the rest is extended' }),
  zh: z.string(),
  en: z.string(),
  meaning,
})
const level = z.object({
  level: z.int().meta({ description: '5 至 1；1、2 为差评 5 to 1; 1 and 2 are bad' }),
  zh: z.string(),
  en: z.string(),
  bad: z.boolean(),
  options: z.array(option),
})

export const readOptionDictionary = endpoint(
  {
    method: 'get',
    path: '/v1/dictionary',
    summary: { zh: '评价等级和选项', en: 'Levels and options of a rating' },
    description: {
      zh: '国家政务服务平台的评价选项，本地区不增不减。评价按提交当日的版本核对，并记录该版本。',
      en: 'The options of the national platform; a region neither adds nor leaves out any. A rating is checked against the version of its day and keeps the name of it.',
    },
    tag: { zh: '评价', en: 'Ratings' },
    rights: ['anyone'],
    query: z.strictObject({
      version: z
        .string()
        .max(20)
        .optional()
        .meta({ description: '版本；不填为现行版本 version; today’s where absent' }),
    }),
    answer: {
      status: 200,
      description: { zh: '一个版本的评价选项', en: 'the options of a version' },
      schema: z
        .object({
          version: z.string(),
          fromOn: civilDate,
          mostTextCharacters: z.int(),
          levels: z.array(level),
        })
        .meta({ id: 'OptionDictionary' }),
    },
    failures: [],
  },
  async ({ context, query, setHeader }) => {
    const read = await readDictionary(context, query.version)
    if (!read.ok) return read
    setHeader('ETag', read.value.etag)
    setHeader('Cache-Control', 'public, max-age=3600')
    return { ok: true, value: read.value.dictionary }
  },
)
