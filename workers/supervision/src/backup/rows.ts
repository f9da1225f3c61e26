import { endpointsOf } from '@tongban/http'
import { said } from '@tongban/kernel/parse'
import { type Context, readBackupRows } from '@tongban/services'
import * as z from 'zod'
import { BACKUP_TAG } from './tag.ts'

const endpoint = endpointsOf<Context>()

export const readRows = endpoint(
  {
    method: 'get',
    path: '/v1/backup/{table}',
    summary: { zh: '一张表的内容，供备份', en: 'The rows of a table, for a backup' },
    description: {
      zh: '原样给出：加密的仍然加密，不含任何地区密钥。',
      en: 'As they are stored: what is encrypted stays so, and no key of the region is in it.',
    },
    tag: BACKUP_TAG,
    rights: [{ role: 'admin' }],
    params: z.strictObject({ table: z.string().regex(/^[a-z][a-z_]{1,62}$/) }),
    query: z.strictObject({
      after: z
        .string()
        .regex(/^\d{1,15}$/, { error: said('应为从 0 起的整数。', 'Must be a whole number from 0 on.') })
        .transform(Number)
        .default(0),
    }),
    answer: {
      status: 200,
      description: {
        zh: '每行为行号和各列的值',
        en: 'each row by its number and its values, in the order of the columns',
      },
      schema: z.object({
        rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
        next: z.int().nullable(),
      }),
    },
    failures: ['notFound'],
  },
  async ({ context, params, query }) => readBackupRows(context, params.table, query.after),
)
