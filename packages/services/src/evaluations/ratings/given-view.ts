import { isLevel, LEVELS, type Level } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import type { EvaluationRow } from '@tongban/store'

/** A rating as whoever gave it is answered, the same at once and whenever it is sent again. */
export type GivenView = {
  readonly id: string
  readonly revision: 1 | 2
  readonly level: { readonly code: Level; readonly zh: string; readonly en: string }
  readonly options: readonly string[]
  readonly anonymous: boolean
  readonly at: EpochMs
  /** The first instant at which it can no longer be amended; null where it was, or nothing more is taken. */
  readonly amendUntilAt: EpochMs | null
  /** Order 整改单 that a bad rating has opened; whoever rated follows it by the same token. */
  readonly order: string | null
}

export function givenView(
  row: Pick<EvaluationRow, 'id' | 'revision' | 'level' | 'options' | 'anonymous' | 'at'>,
  { amendUntilAt, order }: { readonly amendUntilAt: EpochMs; readonly order: string | null },
): GivenView {
  const level = levelOf(row)
  return {
    id: row.id,
    revision: row.revision === 2 ? 2 : 1,
    level: { code: level, ...LEVELS[level] },
    options: optionsIn(row),
    anonymous: row.anonymous === 1,
    at: row.at,
    amendUntilAt: row.revision === 2 ? null : amendUntilAt,
    order,
  }
}

export function levelOf({ level }: Pick<EvaluationRow, 'level'>): Level {
  if (!isLevel(level)) throw new Error(`a rating of an unknown level: ${level}`)
  return level
}

/** Guarantee: the text was written by `ratingRow` from the codes of a checked rating. */
export const optionsIn = ({ options }: Pick<EvaluationRow, 'options'>) =>
  JSON.parse(options) as readonly string[]
