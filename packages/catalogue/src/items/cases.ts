/** The cases of every item decided by rules. */
import type { DatedCases } from '../dated-case.ts'
import { cases as elderlyAllowance } from './elderly-allowance/cases.ts'
import { cases as graduateSettlement } from './graduate-settlement/cases.ts'
import { cases as hygienePermitCancellation } from './hygiene-permit-cancellation/cases.ts'
import { cases as soleTraderRegistration } from './sole-trader-registration/cases.ts'
import { cases as unemploymentRegistration } from './unemployment-registration/cases.ts'

export const CASES: Readonly<Record<string, DatedCases>> = {
  'elderly-allowance': elderlyAllowance,
  'graduate-settlement': graduateSettlement,
  'sole-trader-registration': soleTraderRegistration,
  'unemployment-registration': unemploymentRegistration,
  'hygiene-permit-cancellation': hygienePermitCancellation,
}
