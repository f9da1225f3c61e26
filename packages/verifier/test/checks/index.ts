/** Everything that is asked of the verifier in each of the places it must run. */
import type { Check } from './check.ts'
import { DISCLOSURE_CHECKS } from './disclosures.ts'
import { LICENCE_CHECKS } from './licences.ts'
import { PAPER_CHECKS } from './papers.ts'
import { STANDARD_CHECKS } from './standards.ts'
import { STATUS_CHECKS } from './statuses.ts'
import { TOKEN_CHECKS } from './tokens.ts'
import { TRUST_CHECKS } from './trusts.ts'

export { openWorld } from './check.ts'

export const CHECKS: readonly Check[] = [
  ...TOKEN_CHECKS,
  ...LICENCE_CHECKS,
  ...DISCLOSURE_CHECKS,
  ...STATUS_CHECKS,
  ...TRUST_CHECKS,
  ...PAPER_CHECKS,
  ...STANDARD_CHECKS,
]
