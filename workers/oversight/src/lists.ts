import { said as message } from '@tongban/kernel/parse'
import { saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** Filters and answers that the lists of this desk share. */
/** One row more is read, which tells of the next page: no statement returns more than 1,000. */
export const CSV_ROWS = 999

export const codeQuery = (zh: string, en: string) =>
  z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, { error: message(`应为${zh}。`, `Must be the ${en}.`) })
    .optional()
    .meta({ description: `${zh} ${en}` })

/** A filter that is on or not there. */
export const flagQuery = (zh: string, en: string) =>
  z
    .enum(['true', 'false'], { error: message('应为 true 或 false。', 'Must be true or false.') })
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: `${zh} ${en}` })

/** Guarantee: a table written in code has its own keys and no other. */
export const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[]

/** One of these codes, or the words for what they are. */
export const codeOf = <const C extends string>(codes: readonly C[]) =>
  z
    .enum(codes, {
      error: message(`应为：${codes.join('、')}。`, `Must be one of ${codes.join(', ')}.`),
    })
    .optional()

export const departmentQuery = codeQuery('部门编码', 'code of a department')
export const itemQuery = codeQuery('事项代码', 'code of an item')
export const subjectQuery = z
  .string()
  .min(1)
  .max(120)
  .optional()
  .meta({ description: '办件编号、文号等 case number, number of a document …' })
export const cursorQuery = z.string().max(200).optional()

export const idParams = (zh: string, en: string) =>
  z.strictObject({ id: z.uuid({ error: message(`应为${zh}（UUID）。`, `Must be the id of ${en} (UUID).`) }) })

export const named = saidSchema.extend({ code: z.string() })
export const byPerson = z.object({ name: z.string().nullable(), me: z.boolean() })
export const documentText = z.object({ title: z.string(), lines: z.array(z.string()) })
export const nextAddress = z
  .string()
  .nullable()
  .meta({ description: '下一页的地址 address of the next page' })

/** Why something is done, as people will read it later. */
export const longText = z
  .string()
  .trim()
  .min(2, { error: message('请写明内容，至少 2 个字符。', 'Write at least 2 characters.') })
  .max(4000)
