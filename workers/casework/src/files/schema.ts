import type { Rights } from '@tongban/http'
import { said as message } from '@tongban/kernel/parse'
import * as z from 'zod'
import { caseNumberParam, epochMs, said } from '../words.ts'

/** What the endpoints of files share. */
export const fileParams = caseNumberParam.extend({
  fileId: z.uuid({ error: message('应为文件编号（UUID）。', 'Must be the id of a file (UUID).') }),
})

/** Who hands papers in, and who takes them. */
export const FILE_ADDERS = [
  'owner',
  'agent',
  { role: 'window' },
  { role: 'handler' },
] as const satisfies Rights

export const uploadSchema = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'complete']),
    material: z.string(),
    size: z.int(),
    partBytes: z.int().meta({ description: '每段字节数，最后一段除外 bytes of each part but the last' }),
    offset: z.int().meta({
      description: '首个未收到的段的起点；已收齐则等于 size where the first missing part begins, or the size',
    }),
    missing: z.array(z.int()),
    expiresAt: epochMs.nullable(),
  })
  .meta({ id: 'Upload' })

export const fileSchema = z
  .object({
    id: z.string(),
    material: z.string(),
    materialName: said,
    name: z.string().nullable(),
    type: z.string(),
    size: z.int(),
    digest: z.string().meta({
      description: '密文分段的摘要，与办件事件一致 over the sealed parts, as in the event of the case',
    }),
    addedAt: epochMs,
    addedBy: z.string(),
    erased: z.boolean(),
  })
  .meta({ id: 'File' })

/** A file another region has named and is sending. */
export const underwaySchema = z
  .object({
    id: z.string(),
    state: z.literal('underway'),
    material: z.string(),
    name: z.string().nullable(),
    size: z.int(),
    received: z.int().meta({ description: '已收到的字节数 bytes that are here' }),
    namedAt: epochMs,
  })
  .meta({ id: 'FileUnderway' })
