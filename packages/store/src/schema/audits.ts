import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Automatic decisions drawn for a second look. The id says nothing of the case, so that the look stays blind. */
export const auditSamples = sqliteTable(
  'audit_samples',
  {
    id: text('id').primaryKey(),
    caseNumber: text('case_number').notNull(),
    seq: integer('seq').notNull(),
    itemCode: text('item_code').notNull(),
    ruleId: text('rule_id').notNull(),
    departmentCode: text('department_code').notNull(),
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    drawnAt: integer('drawn_at').notNull(),
  },
  (table) => [
    uniqueIndex('audit_samples_by_decision').on(table.caseNumber, table.seq),
    index('audit_samples_waiting').on(table.departmentCode, table.drawnAt).where(sql`state = 'waiting'`),
    index('audit_samples_by_item').on(table.itemCode, table.ruleId),
  ],
)

/** What a person found, one judgement for each sample; append-only. */
export const auditJudgements = sqliteTable(
  'audit_judgements',
  {
    sampleId: text('sample_id').notNull(),
    itemCode: text('item_code').notNull(),
    ruleId: text('rule_id').notNull(),
    kind: text('kind').notNull(),
    agrees: integer('agrees').notNull(),
    /** Answer, result values and reasons, encrypted; AAD audit_judgements|judgement_enc|sample id. */
    judgementEnc: text('judgement_enc').notNull(),
    bySubject: text('by_subject').notNull(),
    role: text('role').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sampleId] }),
    index('audit_judgements_by_item').on(table.itemCode, table.at),
  ],
)
