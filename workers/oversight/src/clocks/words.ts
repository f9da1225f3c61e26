import { said as message } from '@tongban/kernel/parse'
import { epochMs, rowLimit } from '@tongban/kernel/words'
import { clockRowSchema } from '@tongban/services'
import { WATCHED_BASES, WATCHED_KINDS } from '@tongban/supervision'
import * as z from 'zod'
import { CSV_ROWS, subjectQuery } from '../lists.ts'

/** What goes in and out of the lists of watched clocks. */
export const CLOCKS_TAG = { zh: '监察时限', en: 'Watched clocks' } as const

const code = (what: { zh: string; en: string }) =>
  z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, { error: message(`应为${what.zh}。`, `Must be the ${what.en}.`) })
    .optional()

const WALKED =
  '在到期顺序中逐行筛选：很少见的值，一页可能要读完本部门（或者本地区）的全部时限，请同时指明 department 或者 due leaves rows out of the list in order of its days: for a value that is rare a page may read every clock of the department, or of the region; name department or due with it'

/** The filters, all of them in the URL. */
const filters = {
  department: code({ zh: '部门编码', en: 'code of a department' }).meta({
    description:
      '部门编码；缺省时，监察员、审计员为全部，其他为本部门 department; absent: all for supervision, one’s own for others',
  }),
  subject: subjectQuery,
  item: code({ zh: '事项代码', en: 'code of an item' }).meta({ description: WALKED }),
  kind: z.enum(WATCHED_KINDS).optional().meta({
    description: '种类；计算中的各类按索引查找 of what runs found by an index',
  }),
  basis: z.enum(WATCHED_BASES).optional().meta({ description: WALKED }),
  step: z
    .string()
    .regex(/^[A-Za-z]{1,40}$/, { error: message('应为步骤代码。', 'Must be the code of a step.') })
    .optional()
    .meta({ description: WALKED }),
  channel: z
    .string()
    .regex(/^[A-Za-z]{1,20}$/, { error: message('应为渠道代码。', 'Must be the code of a channel.') })
    .optional()
    .meta({ description: `办件的收件渠道 of the case 。${WALKED}` }),
  partner: z
    .string()
    .regex(/^\d{6}$/, { error: message('应为六位行政区划代码。', 'Must be a division code of six digits.') })
    .optional()
    .meta({ description: `协同办件的另一地区 the other region of the case 。${WALKED}` }),
  status: z
    .enum(['running', 'stands'])
    .default('running')
    .meta({ description: 'running 计算中，stands 依法停止计算 lawfully stopped' }),
  due: z
    .enum(['overdue', 'today', 'soon'])
    .optional()
    .meta({ description: 'overdue 已逾期，today 今日到期，soon 三个工作日内到期 within three working days' }),
  cursor: z.string().max(200).optional(),
}

export const clockQuery = z.strictObject({ ...filters, limit: rowLimit(100, 50) })
export const clockCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

export const clocksSchema = z
  .object({
    department: z.string().nullable(),
    asOf: epochMs,
    clocks: z.array(clockRowSchema),
    next: z.string().nullable().meta({ description: '下一页的地址 address of the next page' }),
  })
  .meta({ id: 'WatchedClocks' })
