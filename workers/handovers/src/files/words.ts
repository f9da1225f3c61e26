import { epochMs } from '@tongban/kernel/words'
import * as z from 'zod'

export const FILES_TAG = { zh: '随办件传送的文件', en: 'Files beside messages' } as const

export const transfersSchema = z
  .object({
    files: z.array(
      z.object({
        partner: z.string(),
        direction: z.enum(['in', 'out']),
        digest: z.string(),
        material: z.string().nullable(),
        size: z.int(),
        mediaType: z.string(),
        state: z.object({ code: z.string(), zh: z.string(), en: z.string() }),
        attempts: z.int(),
        lastReason: z.string().nullable(),
        createdAt: epochMs,
        doneAt: epochMs.nullable(),
      }),
    ),
  })
  .meta({ id: 'FileTransfers' })
