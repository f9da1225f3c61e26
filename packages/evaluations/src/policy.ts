/**
 * What a region lays down about evaluations: dated, published by two people, never code. A service goes by the policy in
 * force on the day it was given; a region may shorten the limits and never lengthen them (国办发〔2019〕51号; contact within one
 * working day: 上海市优化营商环境条例 30; mending within fifteen working days as published in practice).
 */
import type { CivilDate } from '@tongban/kernel'

export type EvaluationPolicy = {
  /** Days after the service within which it can be rated. */
  readonly rateWithinDays: number
  /** Days after a rating within which it can be amended or supplemented, once. */
  readonly amendWithinDays: number
  /** Working days: 1 at most. */
  readonly contactWithinWorkdays: number
  /** Working days for the mending and its reply: 15 at most. */
  readonly rectifyWithinWorkdays: number
  /** Working days after the reply for the call-back by another person. */
  readonly callBackWithinWorkdays: number
  /** Working days after the order for an appeal, and for judging it. */
  readonly appealWithinWorkdays: number
  readonly judgeWithinWorkdays: number
  /** How often an order is opened anew when the evaluator is not satisfied with the mending. */
  readonly mostRounds: number
  /** Insisted on by some: silence after so many days is noted as a default rating, which no rate counts; null: never. */
  readonly defaultAfterDays: number | null
  /** Years after their order is closed that words of reviews without a case are kept (个人信息保护法 19: the shortest that is needed). */
  readonly reviewsKeptYears: number
  /**
   * A run of fives at one place is put before the supervisors where it is as unlikely as one in ten to the power of this: a region
   * may have it found sooner, and never later.
   */
  readonly unlikelyFivesPower: number
}

export type DatedEvaluationPolicy = {
  readonly id: string
  readonly fromOn: CivilDate
  /** The last day, or null. */
  readonly untilOn: CivilDate | null
  readonly policy: EvaluationPolicy
}

/** What holds where a region has published nothing, and the longest limits it may lay down. */
export const STANDARD_EVALUATION_POLICY: EvaluationPolicy = {
  rateWithinDays: 30,
  amendWithinDays: 7,
  contactWithinWorkdays: 1,
  rectifyWithinWorkdays: 15,
  callBackWithinWorkdays: 5,
  appealWithinWorkdays: 5,
  judgeWithinWorkdays: 5,
  mostRounds: 3,
  defaultAfterDays: null,
  reviewsKeptYears: 2,
  unlikelyFivesPower: 8,
}
/** Id of the policy above, as orders name what they go by. */
export const STANDARD_EVALUATION_POLICY_ID = 'standard'
