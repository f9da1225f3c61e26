import { DECISION_STEPS } from './decision-steps.ts'
import { EXAMINATION_STEPS } from './examination-steps.ts'
import { RECEPTION_STEPS } from './reception-steps.ts'
import type { StepName } from './step-names.ts'
import type { StepRows } from './step-row.ts'

/**
 * What each step means: the event it appends, the codes the event holds, and the facts of the document issued with it.
 * One row per step; who may take it and when is said in the rules and guards of the case and nowhere here.
 */
export const STEPS: StepRows<StepName> = { ...RECEPTION_STEPS, ...EXAMINATION_STEPS, ...DECISION_STEPS }
