import { CORRECTION_FAULTS, correctionFault, isDocumentKind } from '@tongban/cases'
import type { FieldError } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { openDocument } from './documents.ts'
import type { LoadedCase } from './load.ts'
import { lastDecision } from './step-facts.ts'
import type { StepInputs } from './step-inputs.ts'

/** What stands against the changes of a correction 更正: each is held against the decision as it was issued. */
export async function correctionErrors(
  ctx: Context,
  loaded: LoadedCase,
  changes: StepInputs['correct']['changes'],
): Promise<readonly FieldError[]> {
  const row = lastDecision(loaded)
  // Without a decision, or once it is erased, there is nothing to correct, and the step says so.
  if (row === undefined || !isDocumentKind(row.kind) || loaded.fold.erasedOn !== null) return []
  const { facts, text } = await openDocument(ctx, row, row.kind)
  return changes.flatMap((change, at): FieldError[] => {
    const fault = correctionFault(facts, text, change)
    return fault === null ? [] : [{ pointer: `/changes/${at}`, ...CORRECTION_FAULTS[fault] }]
  })
}
