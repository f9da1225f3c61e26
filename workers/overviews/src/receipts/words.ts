import { said as message } from '@tongban/kernel/parse'
import * as z from 'zod'
import { basisSchema, civilDate, epochMs, regionSchema, said } from '../words.ts'

/** What goes in and out of the query codes 查询码. */
const example = '5101162026112300000015-1-7K2M-0QPV-C3ZD-8RTA'

export const codeBody = z
  .strictObject({
    code: z
      .string({ error: message('请填写查询码。', 'Give the query code.') })
      .min(1)
      .max(100)
      .meta({ description: '查询码，见收件回执或者上次查询 on the receipt, or from the last look', example }),
  })
  .meta({ id: 'ReceiptCode' })

export const nextCodeSchema = z
  .object({
    code: z.string().meta({ description: '下一个查询码，请保存 the next code, to keep', example }),
    untilOn: civilDate.nullable().meta({ description: '办结后可以查到此日 after closing, until this day' }),
  })
  .meta({ id: 'NextReceiptCode' })

export const progressSchema = z
  .object({
    caseNumber: z.string(),
    item: said.extend({ code: z.string() }),
    state: z.string(),
    stateName: said,
    receivedOn: civilDate,
    acceptedOn: civilDate.nullable(),
    decidedOn: civilDate.nullable(),
    closedOn: civilDate.nullable(),
    region: regionSchema,
    dueOn: civilDate.nullable(),
    dueBasis: basisSchema.nullable(),
    standing: said.nullable().meta({
      description: '期限为何停止、何时恢复，或者现在哪里办理 why the clock stands, or where the case is',
    }),
    limits: z.array(
      said.extend({
        step: z.string(),
        binds: z.string(),
        dueOn: civilDate,
        running: z.boolean(),
        basis: basisSchema,
        sentence: said,
      }),
    ),
    awaited: said
      .extend({ from: z.string() })
      .nullable()
      .meta({ description: '现在等谁办什么 who has to do what next' }),
    timeline: z.array(said.extend({ type: z.string(), at: epochMs, on: civilDate, by: z.string() })),
    receipt: nextCodeSchema,
  })
  .meta({ id: 'Progress' })
