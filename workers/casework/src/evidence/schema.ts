import * as z from 'zod'
import { civilDate, civilDateInput, epochMs } from '../words.ts'

const digest = z.string().meta({ description: 'SHA-256, hexadecimal' })

export const dayParam = z.strictObject({ on: civilDateInput })

export const sealedDaySchema = z
  .object({
    on: civilDate,
    size: z.int(),
    root: digest,
    previous: digest,
    sealedAt: epochMs,
    late: z.boolean().meta({ description: '晚于次日封存 sealed later than the day after' }),
    keyId: z.string(),
    statement: z.string().meta({ description: 'JWS (RFC 7515), ES256, typ tongban-day' }),
  })
  .meta({ id: 'SealedDay' })

export const inclusionSchema = z
  .object({
    leaf: z.string().meta({ description: '叶子的规范 JSON canonical JSON the leaf is the hash of' }),
    index: z.int(),
    path: z.array(digest).meta({ description: 'RFC 6962 §2.1.1' }),
    day: z.string().meta({ description: 'JWS of the day' }),
  })
  .meta({ id: 'Inclusion' })
