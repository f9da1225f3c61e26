import type { DocumentRow } from './cases.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type { documentSeals } from './schema/index.ts'
import { command, select } from './statement.ts'

/** Statements of the seals of documents. */
export type SealRow = typeof documentSeals.$inferSelect

export const insertSeal = /* @__PURE__ */ command<SealRow>(STATEMENTS.insertSeal)
export const sealsOfCase = /* @__PURE__ */ select<SealRow, { readonly caseNumber: string }>(
  STATEMENTS.sealsOfCase,
)
export const documentByNumber = /* @__PURE__ */ select<DocumentRow, { readonly documentNumber: string }>(
  STATEMENTS.documentByNumber,
)
