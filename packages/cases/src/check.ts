import { civilDateAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { Happening } from './event.ts'
import type { CaseFold } from './fold.ts'
import { type Refusal, refusal } from './guards.ts'
import type { StepPolicy } from './step-policy.ts'

/** One thing that may stand against a step: a function from case, step and policy to what stands against it. */
export type Given = {
  readonly fold: CaseFold
  readonly happening: Happening
  readonly policy: StepPolicy
  readonly on: CivilDate
}
export type Check = (given: Given) => Refusal | undefined

export const givenIn = (fold: CaseFold, happening: Happening, policy: StepPolicy): Given => ({
  fold,
  happening,
  policy,
  on: civilDateAt(happening.at),
})

export const when = (against: boolean, guard: Refusal['guard'], facts: Refusal['facts'] = {}) =>
  against ? refusal(guard, facts) : undefined
