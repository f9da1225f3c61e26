import { and, asc, desc, eq, getTableColumns, gt, gte, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import { caseKeys, caseRetention, evidenceDays, evidencePages, evidenceSpans } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the evidence and of what is kept, how long, and under which key. */
const value = sql.placeholder
const dayColumns = getTableColumns(evidenceDays)
const pageColumns = getTableColumns(evidencePages)
const { leaves: _leaves, ...pageHead } = pageColumns
const spanColumns = getTableColumns(evidenceSpans)
const retentionColumns = getTableColumns(caseRetention)
const keyColumns = getTableColumns(caseKeys)

export const EVIDENCE_DEFINITIONS = {
  insertEvidenceDay: { query: build.insert(evidenceDays).values(placeholdersOf(dayColumns)) },
  insertEvidencePage: { query: build.insert(evidencePages).values(placeholdersOf(pageColumns)) },
  insertEvidenceSpan: { query: build.insert(evidenceSpans).values(placeholdersOf(spanColumns)) },
  evidenceDay: {
    query: build
      .select()
      .from(evidenceDays)
      .where(eq(evidenceDays.on, value('on'))),
    fields: dayColumns,
  },
  lastEvidenceDay: {
    query: build.select().from(evidenceDays).orderBy(desc(evidenceDays.on)).limit(1),
    fields: dayColumns,
  },
  evidenceDaysAfter: {
    query: build
      .select()
      .from(evidenceDays)
      .where(gt(evidenceDays.on, value('after')))
      .orderBy(asc(evidenceDays.on))
      .limit(value('limit')),
    fields: dayColumns,
  },
  evidencePage: {
    query: build
      .select()
      .from(evidencePages)
      .where(and(eq(evidencePages.on, value('on')), eq(evidencePages.page, value('page')))),
    fields: pageColumns,
  },
  lastEvidencePage: {
    query: build
      .select(pageHead)
      .from(evidencePages)
      .orderBy(desc(evidencePages.on), desc(evidencePages.page))
      .limit(1),
    fields: pageHead,
  },
  pageRootsOfDay: {
    query: build
      .select({ page: pageColumns.page, root: pageColumns.root })
      .from(evidencePages)
      .where(eq(evidencePages.on, value('on')))
      .orderBy(asc(evidencePages.page)),
    fields: { page: pageColumns.page, root: pageColumns.root },
  },
  spanOfRow: {
    query: build
      .select()
      .from(evidenceSpans)
      .where(and(eq(evidenceSpans.kind, value('kind')), gte(evidenceSpans.throughRow, value('row'))))
      .orderBy(asc(evidenceSpans.throughRow))
      .limit(1),
    fields: spanColumns,
  },
  retentionOfCase: {
    query: build
      .select()
      .from(caseRetention)
      .where(eq(caseRetention.caseNumber, value('caseNumber'))),
    fields: retentionColumns,
  },
  insertRetention: { query: build.insert(caseRetention).values(placeholdersOf(retentionColumns)) },
  setRetention: {
    query: build
      .update(caseRetention)
      .set({
        closedOn: sql`${value('closedOn')}`,
        retainUntilOn: sql`${value('retainUntilOn')}`,
        years: sql`${value('years')}`,
        basis: sql`${value('basis')}`,
        archiveOn: sql`${value('archiveOn')}`,
        archivedAt: sql`${value('archivedAt')}`,
        held: sql`${value('held')}`,
        erasedOn: sql`${value('erasedOn')}`,
        certificate: sql`${value('certificate')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(caseRetention.caseNumber, value('caseNumber'))),
  },
  casesToArchive: {
    query: build
      .select()
      .from(caseRetention)
      .where(lte(caseRetention.archiveOn, value('on')))
      .orderBy(asc(caseRetention.archiveOn))
      .limit(value('limit')),
    fields: retentionColumns,
  },
  casesToErase: {
    query: build
      .select()
      .from(caseRetention)
      .where(
        and(
          lt(caseRetention.retainUntilOn, value('on')),
          eq(caseRetention.held, 0),
          isNull(caseRetention.erasedOn),
          isNotNull(caseRetention.archivedAt),
        ),
      )
      .orderBy(asc(caseRetention.retainUntilOn))
      .limit(value('limit')),
    fields: retentionColumns,
  },
  insertCaseKey: { query: build.insert(caseKeys).values(placeholdersOf(keyColumns)) },
  caseKeyOf: {
    query: build
      .select()
      .from(caseKeys)
      .where(eq(caseKeys.caseNumber, value('caseNumber'))),
    fields: keyColumns,
  },
} as const
