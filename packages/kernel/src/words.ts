import * as z from 'zod'
import { said as message } from './parse.ts'

/** Schemas that the contracts of several Workers share. */
export const saidSchema = z.object({ zh: z.string(), en: z.string() })
export const civilDate = z.string().meta({ example: '2026-11-30' })
export const epochMs = z.int().meta({ description: 'epoch milliseconds, UTC' })

/** A civil day in input. */
export const civilDateInput = z.iso.date({
  error: message('应为 YYYY-MM-DD 的日期。', 'Must be a date, YYYY-MM-DD.'),
})

/** Why something is done, as people will read it later. */
export const reasonText = (max: number) =>
  z
    .string()
    .trim()
    .min(2, { error: message('请写明理由，至少 2 个字符。', 'State the reason in at least 2 characters.') })
    .max(max)
