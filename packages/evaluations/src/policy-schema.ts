import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { type EvaluationPolicy, STANDARD_EVALUATION_POLICY } from './policy.ts'

/**
 * The form of a policy of evaluations as it comes in, with how far each figure may go; whether they fit each other is
 * asked after by `check-policy.ts`. Limits the evaluator is owed are shortened and never lengthened: the standard policy is
 * the longest. One working day is the least: a day counts from the one after it began (民法典 201).
 */
const LEAST_DAYS_TO_RATE = 7
const MOST_DAYS_TO_RATE = 365
const MOST_DAYS_TO_AMEND = 30
const MOST_ROUNDS = 10
const MOST_YEARS_KEPT = 10
const LEAST_POWER = 6

const whole = (least: number, most: number, zh: string, en: string) => {
  const error =
    least === most
      ? said(`应为 ${least}（${zh}）。`, `Must be ${least} (${en}).`)
      : said(
          `应为 ${least} 至 ${most} 的整数（${zh}）。`,
          `Must be a whole number from ${least} to ${most} (${en}).`,
        )
  return z.int({ error }).min(least, { error }).max(most, { error })
}

/** Working days, as many as in the standard policy at most. */
const shortened = (
  name: 'contactWithinWorkdays' | 'rectifyWithinWorkdays' | 'callBackWithinWorkdays' | 'judgeWithinWorkdays',
) => whole(1, STANDARD_EVALUATION_POLICY[name], '工作日，只能缩短', 'working days, shortened only')

const terms = z.strictObject({
  rateWithinDays: whole(LEAST_DAYS_TO_RATE, MOST_DAYS_TO_RATE, '日', 'days').meta({
    description: '服务后几日内可以评价 days after the service within which it can be rated',
  }),
  amendWithinDays: whole(1, MOST_DAYS_TO_AMEND, '日', 'days').meta({
    description: '评价后几日内可以追加或者修改一次 days within which a rating can be amended, once',
  }),
  contactWithinWorkdays: shortened('contactWithinWorkdays').meta({
    description: '联系核实期限 working days for the contact',
  }),
  rectifyWithinWorkdays: shortened('rectifyWithinWorkdays').meta({
    description: '整改答复期限 working days for the mending and its reply',
  }),
  callBackWithinWorkdays: shortened('callBackWithinWorkdays').meta({
    description: '回访期限 working days after the reply for the call-back',
  }),
  appealWithinWorkdays: whole(
    1,
    STANDARD_EVALUATION_POLICY.appealWithinWorkdays,
    '工作日',
    'working days',
  ).meta({
    description: '申诉期限 working days after the order within which the department can appeal',
  }),
  judgeWithinWorkdays: shortened('judgeWithinWorkdays').meta({
    description: '申诉裁定期限 working days for judging an appeal',
  }),
  mostRounds: whole(2, MOST_ROUNDS, '轮', 'rounds').meta({
    description: '整改至多几轮 rounds of mending at most',
  }),
  defaultAfterDays: whole(LEAST_DAYS_TO_RATE, MOST_DAYS_TO_RATE, '日，或者 null', 'days, or null')
    .nullable()
    .meta({
      description:
        '满几日未评价记为默认评价，不计入任何比率；null 不记 silence noted as a default rating after so many days, in no rate; null: never',
    }),
  reviewsKeptYears: whole(1, MOST_YEARS_KEPT, '年', 'years').meta({
    description:
      '不属于办件的评议，整改单办结后文字保存几年 years after which the words of reviews without a case are erased',
  }),
  unlikelyFivesPower: whole(
    LEAST_POWER,
    STANDARD_EVALUATION_POLICY.unlikelyFivesPower,
    '次方，只能减小',
    'a power, lowered only',
  ).meta({
    description:
      '同一处的非常满意不可能性低于 10 的负几次方的列入监察发现 fives at one place less likely than ten to the minus this are put before the supervisors',
  }),
})

/** As it is answered: whole. */
export const evaluationPolicyShown: z.ZodType<EvaluationPolicy> = terms.meta({ id: 'EvaluationPolicy' })
/** As it is proposed: what is not said of the last two is as in the standard. */
export const evaluationPolicySchema: z.ZodType<EvaluationPolicy> = terms
  .extend({
    reviewsKeptYears: terms.shape.reviewsKeptYears.default(STANDARD_EVALUATION_POLICY.reviewsKeptYears),
    unlikelyFivesPower: terms.shape.unlikelyFivesPower.default(STANDARD_EVALUATION_POLICY.unlikelyFivesPower),
  })
  .meta({ id: 'EvaluationPolicyTerms' })
