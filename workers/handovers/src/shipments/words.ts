import { said } from '@tongban/kernel/parse'
import { civilDateInput, epochMs } from '@tongban/kernel/words'
import { handedOverParams } from '@tongban/services'
import * as z from 'zod'

export const SHIPMENTS_TAG = { zh: '纸质原件', en: 'Originals on paper' } as const

const code = z.string().regex(/^[\w.:/@+-]{1,128}$/)
const paper = z.strictObject({ code, count: z.int().min(0).max(1000) })
export const papersInput = z
  .array(paper)
  .min(1)
  .max(50)
  .refine((list) => new Set(list.map((each) => each.code)).size === list.length, {
    error: said('同一材料只列一次。', 'List each material once.'),
  })
  .meta({
    description: '材料代码和份数；办理结果为 result material codes and counts; the result is "result"',
  })
export const postingInput = z
  .strictObject({
    carrier: z.string().min(1).max(100),
    trackingNumber: code,
    sentOn: civilDateInput,
  })
  .meta({ description: '承运单位、单号和寄出日期 carrier, tracking number and day of posting' })
export const openedInput = z.strictObject({ receivedOn: civilDateInput, papers: papersInput })
export const shipmentParams = handedOverParams.extend({
  id: z.uuid({ error: said('应为寄件编号（UUID）。', 'Must be the id of a shipment (UUID).') }),
})

/** Whoever takes in and hands out papers. */
export const PAPER_POSTS = [{ role: 'window' }, { role: 'handler' }] as const

export const shipmentSchema = z
  .object({
    id: z.string(),
    caseNumber: z.string(),
    partner: z.string(),
    direction: z.enum(['in', 'out']),
    state: z.object({ code: z.string(), zh: z.string(), en: z.string() }),
    papers: z.array(z.object({ code: z.string(), count: z.int() })),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    postDueOn: z.string().nullable().meta({ description: '最迟寄出日 last day for posting' }),
    sentOn: z.string().nullable(),
    receivedOn: z.string().nullable(),
    counted: z.array(z.object({ code: z.string(), count: z.int() })).nullable(),
    differences: z.array(z.object({ code: z.string(), sent: z.int(), received: z.int() })),
    postedLate: z.boolean(),
    dueAt: epochMs.nullable().meta({ description: '下一步的期限 until when the next step is due' }),
    overdue: z.boolean(),
  })
  .meta({ id: 'Shipment' })
export const shipmentsSchema = z.object({ shipments: z.array(shipmentSchema) }).meta({ id: 'Shipments' })

export const SHIPMENT_ANSWER = {
  status: 200,
  description: { zh: '该寄件', en: 'the shipment' },
  schema: shipmentSchema,
} as const
