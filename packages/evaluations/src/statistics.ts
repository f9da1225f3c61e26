/**
 * The figures that follow from counted evaluations. Each has one definition, printed with every answer. 差评率 as published by
 * 深圳, 差评按时整改率 by 广东; that level 3 is satisfied is the usage of most regions and laid down by none, so that this is said
 * with the figure.
 */
import { type Rate, rateOf } from '@tongban/kernel'
import { LEVEL_NUMBERS, type Level } from './level.ts'
import type { EvaluationCounts } from './statistics-counts.ts'

export type Levels = { readonly [L in Level]: number }

export type EvaluationFigures = {
  /** Ratings that count: effective, of this region's services, not taken out by an appeal. */
  readonly valid: number
  readonly levels: Levels
  readonly satisfaction: Rate
  readonly bad: Rate
  /** 1–5; null without ratings. */
  readonly average: number | null
  /** Null where it is asked by channel: an invitation holds on every channel. */
  readonly response: Rate | null
  readonly onTime: Rate
  readonly callBack: Rate
}

export const levelsOf = (counts: EvaluationCounts): Levels => ({
  1: counts.level1,
  2: counts.level2,
  3: counts.level3,
  4: counts.level4,
  5: counts.level5,
})

export function evaluationFigures(counts: EvaluationCounts, isByChannel = false): EvaluationFigures {
  const levels = levelsOf(counts)
  const valid = sumOf(levels)
  return {
    valid,
    levels,
    satisfaction: rateOf(levels[3] + levels[4] + levels[5], valid),
    bad: rateOf(levels[1] + levels[2], valid),
    average: averageOf(levels),
    response: isByChannel ? null : rateOf(counts.rated, counts.invited),
    onTime: rateOf(counts.mendedOnTime, counts.mendedOnTime + counts.overdue),
    callBack: rateOf(counts.calledBack, counts.mended),
  }
}

export const sumOf = (levels: Levels): number => LEVEL_NUMBERS.reduce((all, level) => all + levels[level], 0)

export function averageOf(levels: Levels): number | null {
  const valid = sumOf(levels)
  if (valid === 0) return null
  const points = LEVEL_NUMBERS.reduce((all, level) => all + level * levels[level], 0)
  return Math.round((points / valid) * 100) / 100
}
