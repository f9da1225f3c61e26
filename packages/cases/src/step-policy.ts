/** What the item and the region say about the steps of a case. Made by services from the item and the region's claim. */
import type { Calendar } from '@tongban/calendar'
import type { Role } from '@tongban/kernel'
import type { ClockPlan, LimitBasis } from './clock-rules.ts'
import type { Procedure } from './grounds.ts'
import type { EventType } from './state.ts'

export type StepPolicy = {
  readonly procedure: Procedure
  readonly calendar: Calendar
  readonly plan: ClockPlan
  /** Roles that sign, in order; one or two 最多签两次. */
  readonly signatures: readonly Role[]
  /** How long the limit may be extended, and by whom: the head, or the head of government in joint handling. */
  readonly extension: { readonly workdays: number; readonly role: Role; readonly basis: LimitBasis } | null
  /** The law by which a supplement not given in time counts as giving up, where there is one. */
  readonly abandonment: LimitBasis | null
  /** The decision directly touches a major interest of others (行政许可法 36, 47). */
  readonly thirdPartyInterest: boolean
  /** What asks for a check of the facts by two officials before a decision (34(3)). */
  readonly inspection: LimitBasis | null
  /** Examined here, decided by the superior organ (35, 43). */
  readonly forwards: boolean
  readonly caps: StepCaps
  /** Posts 岗位 that may take a step, where the region limits them. */
  readonly posts: Readonly<Partial<Record<EventType, readonly string[]>>>
}

/** How often and how long a step may be taken where no law counts it: nobody makes the list of a case longer without end. */
export type StepCaps = {
  /** Statements of one person: a party, or the applicant (行政许可法 36). */
  readonly statements: number
  /** Checks of the facts 核查 recorded in one case. */
  readonly inspections: number
  /** Working days that may be told for one special procedure (行政许可法 45). */
  readonly suspensionWorkdays: number
}

/** What holds where neither the region nor its claim of the item says otherwise. */
export const STEP_CAPS: StepCaps = { statements: 20, inspections: 20, suspensionWorkdays: 120 }
