import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { CARD_CAUSES, type Policy } from './policy.ts'
import { COLOURS, STAGES, type Stage, WATCHED_BASES } from './stage.ts'
import { isOneVisibleLine } from './wording.ts'

/** The form of a policy as it comes in; whether it contradicts itself is asked after by `check-policy.ts`. */

const LEVELS = ['urge', 'supervise', 'escalate'] as const
const STAGE_NAMES = Object.keys(STAGES).filter((name): name is Stage => Object.hasOwn(STAGES, name))

const oneOf = <const T extends readonly [string, ...string[]]>(what: { zh: string; en: string }, names: T) =>
  z.enum(names, {
    error: said(
      `没有这种${what.zh}，应为：${names.join('、')}。`,
      `No such ${what.en}; one of ${names.join(', ')}.`,
    ),
  })
/** A list that is known not to be empty, as zod wants it. */
const some = <T extends string>([first, ...rest]: readonly T[]): readonly [T, ...T[]] => {
  if (first === undefined) throw new Error('no names')
  return [first, ...rest]
}

const MOST_WORKDAYS = 250
const workdays = (least: 0 | 1) => {
  const error = said(
    `应为 ${least} 至 ${MOST_WORKDAYS} 的整数（工作日）。`,
    `Must be a whole number of working days from ${least} to ${MOST_WORKDAYS}.`,
  )
  return z.int({ error }).min(least, { error }).max(MOST_WORKDAYS, { error })
}

const SHARE = said(
  '应为 1 至 99 的整数：提醒在期限届满之前发出。',
  'Must be a whole number from 1 to 99: a reminder comes before the term is over.',
)
const BEFORE = said(
  `应为 1 至 ${MOST_WORKDAYS} 的整数：提醒在最后一日之前发出。`,
  `Must be a whole number from 1 to ${MOST_WORKDAYS}: a reminder comes before the last day.`,
)
const name = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .refine(isOneVisibleLine, {
    error: said('不能含有换行和不可见字符。', 'Must hold no line break and nothing invisible.'),
  })

const level = z.strictObject({
  stage: oneOf({ zh: '督办级别', en: 'level' }, LEVELS),
  overdueWorkdays: workdays(0),
  receiver: oneOf({ zh: '受文对象', en: 'receiver' }, ['person', 'departmentHead', 'supervisingBody']),
  signWithinWorkdays: workdays(1),
  replyWithinWorkdays: workdays(1),
})

const card = z.strictObject({
  colour: oneOf({ zh: '牌色', en: 'colour' }, COLOURS),
  cause: oneOf({ zh: '亮牌事由', en: 'cause' }, CARD_CAUSES),
  bases: z
    .array(oneOf({ zh: '期限依据', en: 'basis' }, WATCHED_BASES))
    .min(1)
    .max(5),
  overdueWorkdays: workdays(0),
})

const slot = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: said('应为 HH:MM 的时刻，如 09:00。', 'Must be a time of the day, HH:MM, such as 09:00.'),
})

export const policySchema: z.ZodType<Policy> = z
  .strictObject({
    warnSharePercent: z
      .int({ error: SHARE })
      .min(1, { error: SHARE })
      .max(99, { error: SHARE })
      .nullable()
      .meta({ description: '期限已过百分之几时提醒 reminder at this share of the term' }),
    warnWorkdaysBefore: z
      .int({ error: BEFORE })
      .min(1, { error: BEFORE })
      .max(MOST_WORKDAYS, { error: BEFORE })
      .nullable()
      .meta({ description: '最后一日前几个工作日提醒 reminder so many working days before the last day' }),
    levels: z.array(level).max(3).meta({ description: '三级督办 the ladder' }),
    cards: z.array(card).max(40).meta({ description: '亮牌规则 what draws a card' }),
    bulletinAfterWorkdays: workdays(0)
      .nullable()
      .meta({ description: '逾期超过几个工作日列入通报 later than so many working days: bulletin' }),
    confirmWithinWorkdays: workdays(1),
    appealWithinWorkdays: workdays(1),
    colourNames: z.partialRecord(z.enum(COLOURS), name),
    posts: z
      .record(z.string().min(1).max(62), name)
      .meta({ description: '步骤的责任岗位，* 为其余 post in charge of a step, * for all others' }),
    delivery: z.strictObject({
      slots: z.array(slot).min(1).max(12),
      urgent: z.array(oneOf({ zh: '环节', en: 'stage' }, some(STAGE_NAMES))).max(STAGE_NAMES.length),
    }),
    burst: z
      .strictObject({ steps: z.int().min(2).max(50), withinMinutes: z.int().min(1).max(1440) })
      .nullable(),
  })
  .meta({ id: 'SupervisionPolicy' })
