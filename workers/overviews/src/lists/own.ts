import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listOwnCases } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, epochMs, nextStepSchema, regionSchema, rowLimit, said, TAGS } from '../words.ts'

const PATH = '/approvals/v1/my-cases'
const PAGE_ROWS = { most: 100, standard: 20 }

const ownCaseSchema = z
  .object({
    caseNumber: z.string(),
    item: said.extend({ code: z.string() }),
    situation: said.extend({ code: z.string() }),
    state: z.string(),
    stateName: said,
    receivedOn: civilDate,
    closedOn: civilDate.nullable(),
    dueOn: civilDate.nullable(),
    due: said.extend({ basis: said.extend({ kind: z.string() }).nullable() }).nullable(),
    isForOther: z.boolean().meta({ description: '代他人提交的 handed in for somebody else' }),
    region: regionSchema,
    next: z.array(nextStepSchema),
  })
  .meta({ id: 'OwnCase' })

export const listMyCases = endpoint(
  {
    method: 'get',
    path: '/v1/my-cases',
    summary: { zh: '我的办件', en: 'One’s own cases' },
    description: {
      zh: '本人申请的和本人代他人提交的，新的在前。行内为最后一次办理时的投影，打开办件时重新推算。',
      en: 'Those of whoever signs in and those they handed in for somebody, the latest first. A row is what was projected with the last event; opening the case derives it anew.',
    },
    tag: TAGS.own,
    rights: ['applicant'],
    query: z.strictObject({
      cursor: z
        .string()
        .max(80)
        .optional()
        .meta({ description: '翻页标记，见答复的 next from `next` of an answer' }),
      limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard),
    }),
    answer: {
      status: 200,
      description: { zh: '一页办件', en: 'a page of cases' },
      schema: z
        .object({
          asOf: epochMs,
          cases: z.array(ownCaseSchema),
          next: z.string().nullable().meta({ description: '下一页的地址 address of the next page' }),
        })
        .meta({ id: 'OwnCases' }),
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listOwnCases(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage(PATH, query, cursor) })
  },
)
