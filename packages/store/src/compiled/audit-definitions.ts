import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { auditJudgements, auditSamples, caseKeys, cases, decisions } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the audit sample, as Drizzle builds them. */
const value = sql.placeholder
const sampleColumns = getTableColumns(auditSamples)
/** Of the decision that was drawn, asked by the sample, so that all of it is one round trip. */
const ofSample = (column: string) =>
  sql`(select ${sql.raw(column)} from audit_samples as drawn where drawn.id = ${value('id')})`

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
  caseOfAudit: {
    query: build
      .select()
      .from(cases)
      .where(eq(cases.caseNumber, ofSample('case_number'))),
    fields: getTableColumns(cases),
  },
  decisionOfAudit: {
    query: build
      .select()
      .from(decisions)
      .where(and(eq(decisions.caseNumber, ofSample('case_number')), eq(decisions.seq, ofSample('seq')))),
    fields: getTableColumns(decisions),
  },
  caseKeyOfAudit: {
    query: build
      .select()
      .from(caseKeys)
      .where(eq(caseKeys.caseNumber, ofSample('case_number'))),
    fields: getTableColumns(caseKeys),
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
