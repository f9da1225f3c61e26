import { NOW_STATES, readGuide } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, itemCodeParam, said, TAGS } from '../words.ts'

export const readItemGuide = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}/guide',
    summary: {
      zh: '办事指南：条件、已有的登记和证照、在哪里办',
      en: 'Guide: the conditions, what is held already, and where it can be handed in',
    },
    description: {
      zh: '`held=true` 时，登录的申请人得到本人现在的情况：向本事项会用到的登记和电子证照查询，只说有没有、截至何时，不保存；其他人得到一般说明。',
      en: 'With `held=true` an applicant is told what is held of them now: the registers and e-licences this item uses are asked, and it is said whether and as of when; nothing is stored. Anybody else is told in general.',
    },
    tag: TAGS.items,
    rights: ['anyone'],
    params: itemCodeParam,
    query: z.strictObject({ held: z.literal('true').optional() }),
    answer: {
      status: 200,
      description: {
        zh: '今天生效的规则所要求的条件（文字）与跨域通办的地区',
        en: 'what the rules in force today ask, in words, and the regions it can be handed in or is handled across',
      },
      schema: z
        .object({
          rules: z
            .object({
              version: z.int(),
              effectiveOn: civilDate,
              stopped: z.boolean(),
              conditions: z.array(
                said.extend({ rule: z.string(), route: z.enum(['refer', 'supplement']), basis: said }),
              ),
              values: z.array(z.object({ name: said, value: said })).meta({
                description:
                  '本地区设定的数值，如年龄、金额 what the region has set, such as ages and amounts',
              }),
            })
            .nullable(),
          places: z.array(
            z.object({
              direction: z.enum(['in', 'out']),
              region: z.object({ code: z.string(), name: said.nullable() }),
              modes: z.array(z.string()),
            }),
          ),
        })
        .extend({
          sources: z.array(
            z.object({
              code: z.string(),
              name: said,
              facts: z.array(said),
              papers: z.array(z.string()).meta({ description: '可以代替的材料 papers it stands for' }),
              licenceType: said.nullable(),
              now: z
                .object({
                  state: z.enum(NOW_STATES),
                  asOf: z.int().nullable(),
                  licence: z
                    .object({
                      identifier: z.string(),
                      validFrom: civilDate,
                      validUntil: civilDate.nullable(),
                    })
                    .nullable(),
                })
                .nullable()
                .meta({ description: '登录的本人现在的情况 of whoever is signed in, as of now' }),
            }),
          ),
          askedAt: z.int().nullable(),
        })
        .meta({ id: 'Guide' }),
    },
    failures: ['notFound', 'itemNotInForce'],
  },
  async ({ context, params, query }) => readGuide(context, params.code, query.held === 'true'),
)
