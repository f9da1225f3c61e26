import { CLOCK_STEPS, type ClockPlan, type ClockStep, type LimitBasis } from '@tongban/cases'

/** Which limit the row of a case shows, as it is stored beside the day: step and kind of basis. */
export const dueClockOf = (
  due: { readonly step: ClockStep; readonly basis: LimitBasis } | undefined,
): string | null => (due === undefined ? null : `${due.step}/${due.basis.kind}`)

export type DueClock = {
  readonly zh: string
  readonly en: string
  /** Null where the plan of today does not name it. */
  readonly basis: LimitBasis | null
}

/** A stored limit in words: what is due, and by what law or promise. */
export function dueClockWords(stored: string | null, plan: ClockPlan): DueClock | null {
  const [step, kind] = stored?.split('/') ?? []
  if (step === undefined || !isStep(step)) return null
  const { zh, en } = CLOCK_STEPS[step]
  const rules = [
    ...plan.limits,
    ...(plan.joint?.stages ?? []).map(({ basis }) => ({ step: 'stage', basis })),
    ...(plan.renewal === null ? [] : [{ step: 'renewal', basis: plan.renewal.basis }]),
  ]
  const found = rules.find((rule) => rule.step === step && rule.basis.kind === kind)
  return { zh, en, basis: found?.basis ?? null }
}

const isStep = (name: string): name is ClockStep => Object.hasOwn(CLOCK_STEPS, name)
