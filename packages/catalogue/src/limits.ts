/**
 * The clocks an item names, by procedure, each with what it rests on. Figures of the law stand here as numbers;
 * what a region promises is a parameter, printed as 本地配置.
 */
import type { Basis, Limit, Procedure } from './item.ts'

const law = (zh: string, en: string): Basis => ({ kind: 'law', zh, en })
const promise = (zh: string, en: string): Basis => ({
  kind: 'promise',
  zh: `本地配置：${zh}`,
  en: `Set by the region: ${en}`,
})

/** 承诺时限: the region's own shorter word, which binds it. */
export const PROMISED: Limit = {
  step: 'decision',
  amount: { parameter: 'promisedWorkdays' },
  unit: 'workday',
  basis: promise('承诺办结时限', 'promised limit'),
}
const PROMISED_NOTICE: Limit = {
  step: 'notice',
  amount: { parameter: 'noticeWorkdays' },
  unit: 'workday',
  basis: promise('一次性告知，逾期即为受理', 'one-time notice, late means accepted'),
}

/** 行政许可法 32, 42, 44, 82: working days, statutory holidays excluded. */
const LICENCE_LIMITS: readonly Limit[] = [
  {
    step: 'notice',
    amount: 5,
    unit: 'workday',
    basis: law('行政许可法第三十二条第一款第四项', 'Licensing Law 32(1)(4)'),
  },
  {
    step: 'decision',
    amount: 20,
    unit: 'workday',
    basis: law('行政许可法第四十二条第一款', 'Licensing Law 42(1)'),
  },
  {
    step: 'extension',
    amount: 10,
    unit: 'workday',
    basis: law('行政许可法第四十二条第一款', 'Licensing Law 42(1)'),
  },
  { step: 'delivery', amount: 10, unit: 'workday', basis: law('行政许可法第四十四条', 'Licensing Law 44') },
]

/** 行政许可法 42(2): unified or joint handling. */
export const JOINT_LIMITS: readonly Limit[] = [
  {
    step: 'jointDecision',
    amount: 45,
    unit: 'workday',
    basis: law('行政许可法第四十二条第二款', 'Licensing Law 42(2)'),
  },
  {
    step: 'jointExtension',
    amount: 15,
    unit: 'workday',
    basis: law('行政许可法第四十二条第二款', 'Licensing Law 42(2)'),
  },
]

const PROMISE_ONLY: readonly Limit[] = [PROMISED_NOTICE, PROMISED]

export const LIMITS: Readonly<Record<Procedure, readonly Limit[]>> = {
  licence: [...LICENCE_LIMITS, PROMISED],
  registration: [
    {
      step: 'decision',
      amount: 3,
      unit: 'workday',
      basis: law(
        '市场主体登记管理条例第十九条；市场主体登记管理条例实施细则第十八条',
        'Market Entity Registration Regulation 19, Rules 18',
      ),
    },
    {
      step: 'extension',
      amount: 3,
      unit: 'workday',
      basis: law('市场主体登记管理条例第十九条', 'Market Entity Registration Regulation 19'),
    },
  ],
  benefit: [
    ...PROMISE_ONLY,
    {
      step: 'answerToApplication',
      amount: 2,
      unit: 'month',
      basis: law('行政诉讼法第四十七条', 'Administrative Litigation Law 47'),
    },
  ],
  confirmation: PROMISE_ONLY,
  publicService: PROMISE_ONLY,
}
