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

export const caseNumberParam = z.strictObject({
  caseNumber: z
    .string()
    .regex(/^\d{21}[0-9A-Z]$/, {
      error: message('应为22位办件编号。', 'Must be a case number of 22 characters.'),
    })
    .meta({ example: '5101162026112300000015' }),
})
/** Whose rows a list shows. */
export const departmentQuery = z
  .string()
  .regex(/^[a-z][a-z-]{1,62}$/, { error: message('应为部门编码。', 'Must be the code of a department.') })
  .optional()
  .meta({ description: '部门编码，缺省为本部门 department code; one’s own when absent' })

export const delegationId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, { error: message('应为委托编号。', 'Must be the id of a delegation.') })

export const itemCodeParam = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, {
      error: message(
        '应为事项代码：小写字母和连字符，如 elderly-allowance。',
        'Must be an item code of lower-case letters and hyphens, such as elderly-allowance.',
      ),
    })
    .meta({ example: 'elderly-allowance' }),
})

/** A whole number from zero on, in a query. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, { error: message('应为从 0 起的整数。', 'Must be a whole number from 0 on.') })
  .transform(Number)

/** Rows of a page of a list that officials work through. */
export const PAGE_ROWS = { most: 100, standard: 50 }

/** A number of rows of a page, at most `most`. */
export function rowLimit(most: number, standard: number) {
  const error = message(`应为 1 至 ${most} 的整数。`, `Must be a whole number from 1 to ${most}.`)
  return z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error })
    .transform(Number)
    .refine((count) => count <= most, { error })
    .default(standard)
    .meta({ description: `每页行数，至多 ${most} rows of a page, ${most} at most` })
}
