import * as STATEMENTS from './compiled/statements.ts'
import type {
  caseEvents,
  caseStages,
  cases,
  decisions,
  documents,
  eventTexts,
  idempotencyKeys,
  serviceEvents,
} from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of the case aggregate: the row, its events, decision record, documents and service events. */

export type CaseRow = typeof cases.$inferSelect
export type CaseStageRow = typeof caseStages.$inferSelect
export type CaseEventRow = typeof caseEvents.$inferSelect
export type DecisionRow = typeof decisions.$inferSelect
export type DocumentRow = typeof documents.$inferSelect
export type EventTextsRow = typeof eventTexts.$inferSelect
export type ServiceEventRow = typeof serviceEvents.$inferSelect
export type IdempotencyRow = typeof idempotencyKeys.$inferSelect

/** `workAt` is reckoned by the database. */
export const insertCase = /* @__PURE__ */ command<Omit<CaseRow, 'workAt'>>(STATEMENTS.insertCase)
export const insertEvent = /* @__PURE__ */ command<CaseEventRow>(STATEMENTS.insertEvent)
export const putCaseStage = /* @__PURE__ */ command<CaseStageRow>(STATEMENTS.putCaseStage)
export const insertEventTexts = /* @__PURE__ */ command<EventTextsRow>(STATEMENTS.insertEventTexts)
export const insertDecision = /* @__PURE__ */ command<DecisionRow>(STATEMENTS.insertDecision)
export const insertDocument = /* @__PURE__ */ command<DocumentRow>(STATEMENTS.insertDocument)
export const insertServiceEvent = /* @__PURE__ */ command<ServiceEventRow>(STATEMENTS.insertServiceEvent)
export const insertIdempotencyKey = /* @__PURE__ */ command<IdempotencyRow>(STATEMENTS.insertIdempotencyKey)

/** Writes the fold of a case after new events; the events' primary key keeps two writers apart. */
export const updateCase = /* @__PURE__ */ command<
  Pick<
    CaseRow,
    | 'caseNumber'
    | 'state'
    | 'seq'
    | 'headHash'
    | 'outcome'
    | 'acceptedOn'
    | 'decidedOn'
    | 'closedOn'
    | 'dueOn'
    | 'dueAt'
    | 'dueClock'
    | 'updatedAt'
    | 'departmentCode'
    | 'assignedTo'
    | 'nextDueAt'
  >
>(STATEMENTS.updateCase)

type ByCase = { readonly caseNumber: string }

export const caseByNumber = /* @__PURE__ */ select<CaseRow, ByCase>(STATEMENTS.caseByNumber)
export const eventsOfCase = /* @__PURE__ */ select<CaseEventRow, ByCase>(STATEMENTS.eventsOfCase)
export const textsOfCase = /* @__PURE__ */ select<EventTextsRow, ByCase>(STATEMENTS.textsOfCase)
export const decisionsOfCase = /* @__PURE__ */ select<DecisionRow, ByCase>(STATEMENTS.decisionsOfCase)
export const documentsOfCase = /* @__PURE__ */ select<DocumentRow, ByCase>(STATEMENTS.documentsOfCase)
export const idempotencyKey = /* @__PURE__ */ select<
  IdempotencyRow,
  { readonly scope: string; readonly key: string }
>(STATEMENTS.idempotencyKey)

/** Leases `count` sequence numbers of a day: answers the first number after the block. */
export const leaseSequences = /* @__PURE__ */ handwritten<
  { readonly next: number },
  { readonly day: string; readonly count: number }
>(
  `INSERT INTO case_sequences (day, next) VALUES (?, ? + 1)
   ON CONFLICT (day) DO UPDATE SET next = next + ? RETURNING next`,
  ['day', 'count', 'count'],
  (rows) => rows.map((row) => ({ next: Number(row.next) })),
)

/** A number of that day is taken, by a case that came back: none up to it is given again. */
export const passSequence = /* @__PURE__ */ handwritten<
  never,
  { readonly day: string; readonly sequence: number }
>(
  `INSERT INTO case_sequences (day, next) VALUES (?, ? + 1)
   ON CONFLICT (day) DO UPDATE SET next = max(next, excluded.next)`,
  ['day', 'sequence'],
  () => [],
)

/** Forgets the answers to create requests older than `before`. */
export const forgetIdempotencyKeys = /* @__PURE__ */ handwritten<never, { readonly before: number }>(
  'DELETE FROM idempotency_keys WHERE at < ?',
  ['before'],
  () => [],
)
