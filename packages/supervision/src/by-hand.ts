/**
 * What a supervisor sends of their own accord 人工催办、督办: the two levels that are addressed to the department, about a clock that
 * runs, for a reason. The ladder of the policy goes on as if it had not been sent, but says nothing twice while the first waits.
 */
import { type Level, STANDARD_POLICY } from './policy.ts'
import { STAGES } from './stage.ts'
import type { TemplateKey } from './templates.ts'

export const BY_HAND = ['urge', 'supervise'] as const
export type ByHand = (typeof BY_HAND)[number]

export const byHandTemplate = (level: ByHand): TemplateKey => `${level}ByHand`

/** What receipt and reply of it are owed by: the level as the policy has it, else as the standard does. */
export function withLevel(levels: readonly Level[], stage: ByHand): readonly Level[] {
  if (levels.some((each) => each.stage === stage)) return levels
  const standard = STANDARD_POLICY.levels.find((each) => each.stage === stage)
  if (standard === undefined) throw new Error(`the standard has no level ${STAGES[stage].zh}`)
  return [...levels, standard]
}

/** A clock of these may be urged: a notice that is not answered has its own ladder. */
export const MAY_BE_URGED = ['case', 'shipment', 'rectification'] as const
