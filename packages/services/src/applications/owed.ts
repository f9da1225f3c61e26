import { type CaseFold, type CaseLimit, earliestRunning, limitsOf } from '@tongban/cases'
import { limitRulesOf } from '../cases/limit-rules.ts'
import type { Context } from '../context.ts'
import type { Assessment } from './assess.ts'

/** The earliest limit that runs for an application just handed in; one that was granted at once is owed nothing more. */
export function owedNow(
  { calendar }: Pick<Context, 'calendar'>,
  { item, claim }: Pick<Assessment, 'item' | 'claim'>,
  fold: CaseFold,
): CaseLimit | undefined {
  if (fold.state === 'granted') return undefined
  return earliestRunning(limitsOf(limitRulesOf(item, claim), fold, calendar))
}
