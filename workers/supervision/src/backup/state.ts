import { endpointsOf } from '@tongban/http'
import { type Context, readBackupState } from '@tongban/services'
import * as z from 'zod'
import { BACKUP_TAG } from './tag.ts'

const endpoint = endpointsOf<Context>()

const tableSchema = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.int(),
  last: z.int(),
  numbers: z.number(),
  lengths: z.number(),
})

export const readState = endpoint(
  {
    method: 'get',
    path: '/v1/backup',
    summary: {
      zh: '各表现状，备份前后比对',
      en: 'State of every table, to compare before and after a backup',
    },
    tag: BACKUP_TAG,
    rights: [{ role: 'admin' }],
    answer: {
      status: 200,
      description: { zh: '同一事务内读出', en: 'read in one transaction' },
      schema: z
        .object({
          region: z.string(),
          readAt: z.int().meta({ description: 'epoch milliseconds, UTC' }),
          migrations: z.array(z.string()),
          tables: z.array(tableSchema),
        })
        .meta({ id: 'BackupState' }),
    },
    failures: [],
  },
  async ({ context }) => readBackupState(context),
)
