import * as STATEMENTS from './compiled/statements.ts'
import type { handovers } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of hand-overs: the cases two regions have a part in. */
export type HandoverRow = typeof handovers.$inferSelect

export const handoversOfCase = /* @__PURE__ */ select<HandoverRow, Pick<HandoverRow, 'caseNumber'>>(
  STATEMENTS.handoversOfCase,
)
export const insertHandover = /* @__PURE__ */ command<HandoverRow>(STATEMENTS.insertHandover)

/** The other side has closed it: nothing but that, whatever else changes at the same moment. */
export const closeHandover = /* @__PURE__ */ command<
  Pick<HandoverRow, 'caseNumber' | 'partner'> & { readonly closedAt: number }
>(STATEMENTS.closeHandover)

/** It is handled anew, on both sides: before what else is written of it. */
export const reopenHandover = /* @__PURE__ */ command<Pick<HandoverRow, 'caseNumber' | 'partner'>>(
  STATEMENTS.reopenHandover,
)

/** Writes what a change of the case makes of it; what is closed stays closed; the events' primary key keeps two writers apart. */
export const updateHandover = /* @__PURE__ */ command<
  Pick<
    HandoverRow,
    | 'caseNumber'
    | 'partner'
    | 'custody'
    | 'outSeq'
    | 'outHead'
    | 'handlerReceivedAt'
    | 'acceptedAt'
    | 'decidedAt'
    | 'closedAt'
    | 'deadline'
    | 'passed'
    | 'updatedAt'
  >
>(STATEMENTS.updateHandover)

/** For the batch that begins it anew, with its numbers. */
export const dropHandover = /* @__PURE__ */ handwritten<never, Pick<HandoverRow, 'caseNumber' | 'partner'>>(
  'DELETE FROM handovers WHERE case_number = ? AND partner = ?',
  ['caseNumber', 'partner'],
  () => [],
)
