import { said as message } from '@tongban/kernel/parse'
import { CASE_STATES, LIST_NAMES, LISTS } from '@tongban/services'
import * as z from 'zod'
import {
  civilDate,
  civilDateInput,
  delegationId,
  departmentQuery,
  epochMs,
  PAGE_ROWS,
  rowLimit,
  said,
} from '../words.ts'

/** What goes in and out of the lists. */
const listWords = Object.entries(LISTS)
  .map(([code, { zh }]) => `${code} ${zh}`)
  .join('、')

/** The filters of a list, all of them in the URL. */
const filters = {
  list: z
    .enum(LIST_NAMES, {
      error: message(`应为：${listWords}。`, `Must be one of ${LIST_NAMES.join(', ')}.`),
    })
    .default('department')
    .meta({ description: listWords }),
  department: departmentQuery,
  delegation: delegationId.optional().meta({
    description: '与 list=mine 同用：委托人的办件 with list=mine: the cases of whoever delegated to me',
  }),
  item: z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, { error: message('应为事项代码。', 'Must be an item code.') })
    .optional()
    .meta({ description: '事项代码 item code' }),
  state: z
    .enum(CASE_STATES, { error: message('应为办件状态代码。', 'Must be the code of a state.') })
    .optional()
    .meta({ description: '状态 state' }),
  from: civilDateInput.optional().meta({ description: '收件日起 received on this day or later' }),
  until: civilDateInput.optional().meta({ description: '收件日止 received on this day or earlier' }),
  cursor: z
    .string()
    .max(80)
    .optional()
    .meta({ description: '翻页标记，见答复的 next from `next` of an answer' }),
}

export const CSV_ROWS = { most: 1000, standard: 1000 }

export const listQuery = z.strictObject({ ...filters, limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard) })
export const csvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS.most, CSV_ROWS.standard) })

export const listSchema = z
  .object({
    list: said.extend({ code: z.string() }),
    department: z.string(),
    asOf: epochMs,
    cases: z.array(
      z
        .object({
          caseNumber: z.string(),
          item: said.extend({ code: z.string() }),
          situation: said.extend({ code: z.string() }),
          state: z.string(),
          stateName: said,
          channel: z.string(),
          department: z.string(),
          receivedOn: civilDate,
          closedOn: civilDate.nullable(),
          dueOn: civilDate.nullable(),
          due: said.extend({ basis: said.extend({ kind: z.string() }).nullable() }).nullable(),
          leftWorkdays: z.int().nullable(),
          overdueWorkdays: z.int().nullable(),
          assigned: z.object({ name: z.string().nullable(), me: z.boolean() }).nullable(),
        })
        .meta({ id: 'ListedCase' }),
    ),
    next: z.string().nullable().meta({ description: '下一页的地址 address of the next page' }),
  })
  .meta({ id: 'CaseList' })

export const countsSchema = z
  .object({
    department: z.string(),
    asOf: epochMs,
    lists: z.array(
      said.extend({
        code: z.string(),
        count: z.int().nullable(),
        more: z.boolean(),
        href: z.string(),
      }),
    ),
  })
  .meta({ id: 'ListCounts' })
