import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { civilDate, epochMs, rowLimit } from '@tongban/kernel/words'
import { listPublicDecisions } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { monthQuery } from './public.ts'
import { code, coded } from './words.ts'

const PATH = '/approvals/v1/public/decisions'
const item = coded.extend({ publicity: z.string().meta({ description: 'decisionPublic, numberPublic' }) })

export const listThePublicDecisions = endpoint(
  {
    method: 'get',
    path: '/v1/public/decisions',
    summary: { zh: '公开的决定', en: 'Decisions that are public' },
    description: {
      zh: '公开事项在一个月内的准予决定，最近的在前（行政许可法第四十条）。自然人只列姓氏和“某”，从不列证件号码；numberPublic 的事项只列文号和日期；福利给付从不公开。任何人可以查看。',
      en: 'Grants of an item whose decisions are public, of one month, the latest first. A natural person is the family name and 某, and no identity number is ever there; of items that are numberPublic the number and the day alone; benefits never. For anybody.',
    },
    tag: { zh: '决定公开', en: 'Public decisions' },
    rights: ['anyone'],
    query: z.strictObject({
      item: code('事项代码', 'code of an item'),
      month: monthQuery.meta({
        description: '决定的月份，缺省为本月 month of the decision; this one when absent',
      }),
      cursor: z.string().max(200).optional(),
      limit: rowLimit(100, 50),
    }),
    answer: {
      status: 200,
      description: { zh: '一页决定', en: 'a page of decisions' },
      schema: z
        .object({
          item,
          items: z.array(item).meta({ description: '决定公开的事项 items whose decisions are public' }),
          month: z.string(),
          asOf: epochMs,
          notice: z.string().nullable(),
          decisions: z.array(
            z
              .object({
                number: z.string().nullable(),
                decidedOn: civilDate,
                result: coded.nullable(),
                name: z.string().nullable(),
                isMasked: z.boolean().meta({ description: '自然人 a natural person' }),
              })
              .meta({ id: 'PublicDecision' }),
          ),
          next: z.string().nullable().meta({ description: '下一页的地址 address of the next page' }),
        })
        .meta({ id: 'PublicDecisions' }),
    },
    failures: [],
  },
  async ({ context, query, setHeader }) => {
    const page = await listPublicDecisions(context, query)
    if (!page.ok) return page
    setHeader('Cache-Control', 'public, max-age=600')
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage(PATH, query, cursor) })
  },
)
