import {
  MENDING_GRADES,
  MOST_TEXT_CHARACTERS,
  ORDER_CLASSES,
  ORDER_SOURCES,
  ORDER_STATES,
} from '@tongban/evaluations'
import { said as message } from '@tongban/kernel/parse'
import { civilDate, epochMs, reasonText, rowLimit } from '@tongban/kernel/words'
import { FILES_PER_STEP } from '@tongban/services'
import * as z from 'zod'
import { named, tokenField } from '../invitations/words.ts'

/** What goes in and out of rectification orders 整改单. */
export const ORDERS_TAG = { zh: '整改', en: 'Rectification' } as const
/** The department rated mends, by whoever holds the role or it is lent to 委托; another sees to it. */
export const MENDERS = [
  { role: 'rectifier' },
  { role: 'head' },
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
] as const
export const BODY = [{ role: 'callback' }, { role: 'supervisor' }, { role: 'governmentHead' }] as const
/** Who opens what a sealed rating is about, with a reason. */
export const OPENERS = [...BODY, { role: 'auditor' }] as const
export const CONTACTERS = [...MENDERS, ...BODY] as const

/** Guarantee: a table written in code has its own keys and no other. */
const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string]
const oneOf = <T extends object>(table: T) => {
  const codes = keysOf(table)
  return z.enum(codes, {
    error: message(`应为：${codes.join('、')}。`, `Must be one of ${codes.join(', ')}.`),
  })
}
export const orderClass = oneOf(ORDER_CLASSES)
/** What an appeal can claim: that it is true needs none. */
export const appealClass = orderClass.exclude(['true'])
export const callBackResult = z.enum(['mended', 'notMended', 'unreached'], {
  error: message('应为：mended、notMended、unreached。', 'Must be one of mended, notMended, unreached.'),
})
export const mendingGrade = oneOf(MENDING_GRADES)
export const orderSource = oneOf(ORDER_SOURCES)

export const orderParams = z.strictObject({
  number: z
    .string()
    .regex(/^ZG[0-9]{14}[0-9A-Z]{8}$/, {
      error: message('应为整改单编号。', 'Must be the number of an order.'),
    })
    .meta({ example: 'ZG510116202611227K2M0QPV' }),
})
/** What was done and said; officials read it later. */
export const stepText = reasonText(4_000)
export const stepFiles = z
  .array(z.uuid({ error: message('应为附件编号（UUID）。', 'Must be the id of a file (UUID).') }))
  .max(FILES_PER_STEP)
  .refine((list) => new Set(list).size === list.length, {
    error: message('同一附件只列一次。', 'Name each file once.'),
  })
  .default([])

export const ordersQuery = z.strictObject({
  state: oneOf(ORDER_STATES).optional(),
  source: orderSource.optional(),
  department: z.string().max(63).optional(),
  month: z
    .string()
    .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/, { error: message('应为 YYYY-MM。', 'Must be YYYY-MM.') })
    .optional()
    .meta({ description: '生成的月份 month it was opened in' }),
  overdue: z
    .enum(['true', 'false'], { error: message('应为 true 或 false。', 'Must be true or false.') })
    .transform((text) => text === 'true')
    .optional()
    .meta({
      description: '联系或者答复已逾期的 those whose contact or reply is overdue or came too late',
    }),
  cursor: z.string().max(200).optional(),
  limit: rowLimit(100, 50),
})

const listed = {
  number: z.string(),
  source: named,
  state: named,
  round: z.int(),
  department: named,
  window: z.string().nullable(),
  item: named.nullable(),
  level: z.int().nullable(),
  anonymous: z.boolean(),
  sealed: z.boolean().meta({
    description: '对当前身份保密：不含办件编号和时刻 kept from whoever asks: no case number, no instant',
  }),
  caseNumber: z.string().nullable(),
  serviceNumber: z.int().nullable(),
  pseudonym: z.string().nullable().meta({
    description:
      '匿名评价在说明理由查看之前代替办件编号 stands for the case of a sealed rating until it is opened with a reason',
  }),
  class: named.nullable(),
  appeal: named,
  openedOn: civilDate,
  openedAt: epochMs.nullable(),
  contactDueAt: epochMs,
  rectifyDueAt: epochMs,
  contactedAt: epochMs.nullable(),
  repliedAt: epochMs.nullable(),
  calledBackAt: epochMs.nullable(),
  callBack: named.nullable(),
  grade: named.nullable(),
  closedAt: epochMs.nullable(),
  overdue: z.boolean(),
}
export const ordersSchema = z
  .object({
    asOf: epochMs,
    rectifications: z.array(z.object(listed).meta({ id: 'ListedRectification' })),
    next: z.string().nullable(),
  })
  .meta({ id: 'Rectifications' })

export const orderFileSchema = z
  .object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.int(), addedAt: epochMs })
  .meta({ id: 'RectificationFile' })
export const contactSchema = z
  .object({ name: z.string().nullable(), phone: z.string().nullable() })
  .nullable()
const saidOf = z.object({
  on: civilDate,
  level: z.int().nullable(),
  options: z.array(named),
  text: z.string().nullable(),
  contact: contactSchema,
})
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const orderSchema = z
  .object({
    ...listed,
    said: z
      .array(saidOf)
      .meta({ description: '评价或者反映的内容，末项有效 what was said; the last counts' }),
    steps: z.array(
      z.object({
        seq: z.int(),
        step: named,
        on: civilDate,
        at: epochMs.nullable(),
        side: z.string().meta({ description: 'department, rectificationBody, evaluator, machine' }),
        by: z.object({ name: z.string().nullable(), me: z.boolean() }).nullable(),
        facts,
        text: z.string().nullable(),
        files: z.array(orderFileSchema),
      }),
    ),
    uploads: z
      .array(orderFileSchema)
      .meta({ description: '本人已上传、尚未提交的附件 own uploads no step has named yet' }),
    owed: z
      .array(z.object({ what: named, by: named, dueAt: epochMs }))
      .meta({ description: '正在等待的事项、责任方和期限 what it waits for, by whom, until when' }),
    possible: z.array(named).meta({ description: '当前身份可办理的步骤 what whoever asks may do' }),
  })
  .meta({ id: 'Rectification' })

export const ORDER_ANSWER = {
  status: 200,
  description: { zh: '办理后的整改单', en: 'the order as it stands now' },
  schema: orderSchema,
} as const
export const STEP_FAILURES = ['notFound', 'stepNotPossible'] as const

/** The evaluator comes with the token, or with the sign-in a review was made with. */
const evaluatorKey = {
  token: tokenField.optional(),
  review: z
    .string()
    .regex(/^PY[0-9]{6}[0-9A-F]{16}$/, {
      error: message('应为评议编号。', 'Must be the number of a review.'),
    })
    .optional()
    .meta({ description: '综合点评、办不成事反映的编号，须以本人登录 number of an own review, signed in' }),
  order: orderParams.shape.number.optional().meta({
    description:
      '由本人反映生成的整改单编号，须以本人登录 number of the order an own review opened, signed in',
  }),
}
const oneKey = message(
  '请提供评价码、评议编号、整改单编号之一。',
  'Give one of the token, the number of a review, and the number of its order.',
)
type EvaluatorKeys = { readonly [K in keyof typeof evaluatorKey]?: string | undefined }
const hasOneKey = ({ token, review, order }: EvaluatorKeys) =>
  [token, review, order].filter((each) => each !== undefined).length === 1
export const evaluatorText = z
  .string()
  .max(20_000)
  .meta({ description: `至多 ${MOST_TEXT_CHARACTERS} 字 at most ${MOST_TEXT_CHARACTERS} characters` })

export const readMineBody = z
  .strictObject(evaluatorKey)
  .refine(hasOneKey, { error: oneKey, path: ['token'] })
  .meta({ id: 'OwnRectification' })
export const gradeBody = z
  .strictObject({ ...evaluatorKey, grade: mendingGrade, text: evaluatorText.nullable().default(null) })
  .refine(hasOneKey, { error: oneKey, path: ['token'] })
  .meta({ id: 'MendingGrade' })
export const supplementBody = z
  .strictObject({ ...evaluatorKey, text: evaluatorText })
  .refine(hasOneKey, { error: oneKey, path: ['token'] })
  .meta({ id: 'RectificationSupplement' })

/** As the service takes it. */
export const keyOf = ({ token, review, order = '' }: z.output<typeof readMineBody>) => {
  if (token !== undefined) return { token }
  return review === undefined ? { order } : { review }
}

export const MY_ORDER = {
  status: 200,
  description: { zh: '整改情况', en: 'how the mending stands' },
  schema: z
    .object({
      number: z.string(),
      source: named,
      state: named,
      round: z.int(),
      department: named,
      item: named.nullable(),
      level: z.int().nullable(),
      anonymous: z.boolean(),
      appeal: named,
      class: named.nullable(),
      openedOn: civilDate,
      contactDueAt: epochMs,
      rectifyDueAt: epochMs,
      grade: named.nullable(),
      closedAt: epochMs.nullable(),
      said: z.array(saidOf),
      steps: z.array(
        z.object({
          step: named,
          on: civilDate,
          at: epochMs,
          side: z.string(),
          facts,
          text: z.string().nullable(),
        }),
      ),
      possible: z.array(named),
    })
    .meta({ id: 'OwnRectificationState' }),
} as const
export const MY_FAILURES = ['notAllowed', 'notFound', 'stepNotPossible', 'tooManyRequests'] as const
