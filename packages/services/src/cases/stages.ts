import { type CaseFold, clocksOf } from '@tongban/cases'
import { putCaseStage, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { dueClockOf } from './due-clock.ts'
import type { LoadedCase } from './load.ts'

/**
 * The parts of the departments in joint handling 联办 whose clocks have begun, for the list of cases that wait for an
 * opinion: a projection of the stage clocks, written with every change of a case that has them, and for no other case.
 */
export function stageStatements(
  { clock }: Pick<Context, 'clock'>,
  {
    policy: { plan, calendar },
    row: { caseNumber },
  }: Pick<LoadedCase, 'policy'> & {
    readonly row: Pick<LoadedCase['row'], 'caseNumber'>
  },
  fold: CaseFold,
): readonly Statement[] {
  if (plan.joint === null) return []
  return clocksOf(plan, fold, calendar, clock.now()).flatMap((stage) =>
    stage.step !== 'stage' || stage.department === null
      ? []
      : [
          putCaseStage({
            caseNumber,
            department: stage.department,
            dueOn: stage.dueOn,
            dueAt: stage.dueAt,
            dueClock: dueClockOf(stage) ?? '',
            done: stage.status === 'ended' ? 1 : 0,
          }),
        ],
  )
}
