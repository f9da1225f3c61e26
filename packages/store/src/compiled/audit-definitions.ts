import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { auditJudgements, auditSamples } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the audit sample, as Drizzle builds them. */
const value = sql.placeholder
const sampleColumns = getTableColumns(auditSamples)

export const AUDIT_DEFINITIONS = {
  insertAuditSample: {
    query: build.insert(auditSamples).values(placeholdersOf(sampleColumns)).onConflictDoNothing(),
  },
  insertAuditJudgement: {
    query: build.insert(auditJudgements).values(placeholdersOf(getTableColumns(auditJudgements))),
  },
  setAuditSampleJudged: {
    query: build
      .update(auditSamples)
      .set({ state: 'judged' })
      .where(eq(auditSamples.id, value('id'))),
  },
  auditSampleById: {
    query: build
      .select()
      .from(auditSamples)
      .where(eq(auditSamples.id, value('id'))),
    fields: sampleColumns,
  },
  auditSamplesWaiting: {
    query: build
      .select()
      .from(auditSamples)
      .where(and(eq(auditSamples.departmentCode, value('departmentCode')), eq(auditSamples.state, 'waiting')))
      .orderBy(asc(auditSamples.drawnAt))
      .limit(value('limit')),
    fields: sampleColumns,
  },
} as const
