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
export const insertCase = command<Omit<CaseRow, 'workAt'>>(STATEMENTS.insertCase)
export const insertEvent = command<CaseEventRow>(STATEMENTS.insertEvent)
export const putCaseStage = command<CaseStageRow>(STATEMENTS.putCaseStage)
export const insertEventTexts = command<EventTextsRow>(STATEMENTS.insertEventTexts)
export const insertDecision = command<DecisionRow>(STATEMENTS.insertDecision)
export const insertDocument = command<DocumentRow>(STATEMENTS.insertDocument)
export const insertServiceEvent = command<ServiceEventRow>(STATEMENTS.insertServiceEvent)
export const insertIdempotencyKey = command<IdempotencyRow>(STATEMENTS.insertIdempotencyKey)

/** Writes the fold of a case after new events; the events' primary key keeps two writers apart. */
export const updateCase = command<
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

export const caseByNumber = select<CaseRow, ByCase>(STATEMENTS.caseByNumber)
export const eventsOfCase = select<CaseEventRow, ByCase>(STATEMENTS.eventsOfCase)
export const textsOfCase = select<EventTextsRow, ByCase>(STATEMENTS.textsOfCase)
export const decisionsOfCase = select<DecisionRow, ByCase>(STATEMENTS.decisionsOfCase)
export const documentsOfCase = select<DocumentRow, ByCase>(STATEMENTS.documentsOfCase)
export const idempotencyKey = select<IdempotencyRow, { readonly scope: string; readonly key: string }>(
  STATEMENTS.idempotencyKey,
)

/** Leases `count` sequence numbers of a day: answers the first number after the block. */
export const leaseSequences = handwritten<
  { readonly next: number },
  { readonly day: string; readonly count: number }
>(
  `INSERT INTO case_sequences (day, next) VALUES (?, ? + 1)
   ON CONFLICT (day) DO UPDATE SET next = next + ? RETURNING next`,
  ['day', 'count', 'count'],
  (rows) => rows.map((row) => ({ next: Number(row.next) })),
)

/** Forgets the answers to create requests older than `before`. */
export const forgetIdempotencyKeys = handwritten<never, { readonly before: number }>(
  'DELETE FROM idempotency_keys WHERE at < ?',
  ['before'],
  () => [],
)
