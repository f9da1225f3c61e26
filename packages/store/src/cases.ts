import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { caseEvents, cases, decisions, documents, idempotencyKeys, serviceEvents } from './schema/index.ts'
import { build, command, handwritten, placeholdersOf, select } from './statement.ts'

/** Statements of the case aggregate: the row, its events, decision record, documents and service events. */

export type CaseRow = typeof cases.$inferSelect
export type CaseEventRow = typeof caseEvents.$inferSelect
export type DecisionRow = typeof decisions.$inferSelect
export type DocumentRow = typeof documents.$inferSelect
export type ServiceEventRow = typeof serviceEvents.$inferSelect
export type IdempotencyRow = typeof idempotencyKeys.$inferSelect

const value = sql.placeholder
const caseColumns = getTableColumns(cases)
const eventColumns = getTableColumns(caseEvents)
const decisionColumns = getTableColumns(decisions)
const documentColumns = getTableColumns(documents)
const idempotencyColumns = getTableColumns(idempotencyKeys)

export const insertCase = command<CaseRow>(build.insert(cases).values(placeholdersOf(caseColumns)))
export const insertEvent = command<CaseEventRow>(
  build.insert(caseEvents).values(placeholdersOf(eventColumns)),
)
export const insertDecision = command<DecisionRow>(
  build.insert(decisions).values(placeholdersOf(decisionColumns)),
)
export const insertDocument = command<DocumentRow>(
  build.insert(documents).values(placeholdersOf(documentColumns)),
)
export const insertServiceEvent = command<ServiceEventRow>(
  build.insert(serviceEvents).values(placeholdersOf(getTableColumns(serviceEvents))),
)
export const insertIdempotencyKey = command<IdempotencyRow>(
  build.insert(idempotencyKeys).values(placeholdersOf(idempotencyColumns)),
)

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
    | 'updatedAt'
  >
>(
  build
    .update(cases)
    .set({
      state: sql`${value('state')}`,
      seq: sql`${value('seq')}`,
      headHash: sql`${value('headHash')}`,
      outcome: sql`${value('outcome')}`,
      acceptedOn: sql`${value('acceptedOn')}`,
      decidedOn: sql`${value('decidedOn')}`,
      closedOn: sql`${value('closedOn')}`,
      dueOn: sql`${value('dueOn')}`,
      dueAt: sql`${value('dueAt')}`,
      updatedAt: sql`${value('updatedAt')}`,
    })
    .where(eq(cases.caseNumber, value('caseNumber'))),
)

type ByCase = { readonly caseNumber: string }

export const caseByNumber = select<CaseRow, ByCase>(
  build
    .select()
    .from(cases)
    .where(eq(cases.caseNumber, value('caseNumber'))),
  caseColumns,
)
export const eventsOfCase = select<CaseEventRow, ByCase>(
  build
    .select()
    .from(caseEvents)
    .where(eq(caseEvents.caseNumber, value('caseNumber')))
    .orderBy(asc(caseEvents.seq)),
  eventColumns,
)
export const decisionsOfCase = select<DecisionRow, ByCase>(
  build
    .select()
    .from(decisions)
    .where(eq(decisions.caseNumber, value('caseNumber')))
    .orderBy(asc(decisions.seq)),
  decisionColumns,
)
export const documentsOfCase = select<DocumentRow, ByCase>(
  build
    .select()
    .from(documents)
    .where(eq(documents.caseNumber, value('caseNumber')))
    .orderBy(asc(documents.at), asc(documents.documentNumber)),
  documentColumns,
)
export const casesOfApplicant = select<CaseRow, { readonly index: string; readonly limit: number }>(
  build
    .select()
    .from(cases)
    .where(eq(cases.applicantIndex, value('index')))
    .orderBy(desc(cases.receivedAt))
    .limit(value('limit')),
  caseColumns,
)
export const idempotencyKey = select<IdempotencyRow, { readonly scope: string; readonly key: string }>(
  build
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.scope, value('scope')), eq(idempotencyKeys.key, value('key')))),
  idempotencyColumns,
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
