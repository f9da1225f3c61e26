import { and, asc, desc, eq, getTableColumns, inArray, lte, sql } from 'drizzle-orm'
import {
  caseEvents,
  cases,
  decisions,
  documents,
  eventTexts,
  idempotencyKeys,
  itemSwitches,
  jobs,
  outbox,
  registries,
  registryRecords,
  ruleEvents,
  ruleVersions,
  serviceEvents,
} from '../schema/index.ts'
import { AGREEMENT_DEFINITIONS } from './agreement-definitions.ts'
import { API_KEY_DEFINITIONS } from './api-key-definitions.ts'
import { AUDIT_DEFINITIONS } from './audit-definitions.ts'
import { build, placeholdersOf } from './build.ts'
import { CALENDAR_DEFINITIONS } from './calendar-definitions.ts'
import { DELEGATION_DEFINITIONS } from './delegation-definitions.ts'
import { EVALUATION_DEFINITIONS } from './evaluation-definitions.ts'
import { EVIDENCE_DEFINITIONS } from './evidence-definitions.ts'
import { EXCHANGE_DEFINITIONS } from './exchange-definitions.ts'
import { EXCHANGE_FILE_DEFINITIONS } from './exchange-file-definitions.ts'
import { FILE_DEFINITIONS } from './file-definitions.ts'
import { HANDOVER_DEFINITIONS } from './handover-definitions.ts'
import { INBOX_DEFINITIONS } from './inbox-definitions.ts'
import { LICENCE_DEFINITIONS } from './licence-definitions.ts'
import { LICENCE_RETENTION_DEFINITIONS } from './licence-retention-definitions.ts'
import { LIST_DEFINITIONS } from './list-definitions.ts'
import { NOTICE_DEFINITIONS } from './notice-definitions.ts'
import { POLICY_DEFINITIONS } from './policy-definitions.ts'
import { PRESENTATION_DEFINITIONS } from './presentation-definitions.ts'
import { RECTIFICATION_DEFINITIONS } from './rectification-definitions.ts'
import { REGISTRY_DEFINITIONS } from './registry-definitions.ts'
import { RENDITION_DEFINITIONS } from './rendition-definitions.ts'
import { RULE_DEFINITIONS } from './rule-definitions.ts'
import { RULE_REPORT_DEFINITIONS } from './rule-report-definitions.ts'
import { SEAL_DEFINITIONS } from './seal-definitions.ts'
import { TRANSFER_DEFINITIONS } from './transfer-definitions.ts'
import { WATCHED_LIST_DEFINITIONS } from './watched-list-definitions.ts'

/**
 * The statements of the store as Drizzle builds them. Nothing here runs in a Worker: `npm run documents` compiles
 * them to text in `statements.ts`, and a test fails when the two differ. So a Worker carries neither the builders
 * nor the work of running them when it starts.
 */
const value = sql.placeholder
const caseColumns = getTableColumns(cases)
const eventColumns = getTableColumns(caseEvents)
const decisionColumns = getTableColumns(decisions)
const documentColumns = getTableColumns(documents)
const idempotencyColumns = getTableColumns(idempotencyKeys)
const ruleColumns = getTableColumns(ruleVersions)
const { dmn: _dmn, plan: _plan, ...summaryColumns } = ruleColumns

export const DEFINITIONS = {
  ...LIST_DEFINITIONS,
  ...DELEGATION_DEFINITIONS,
  ...REGISTRY_DEFINITIONS,
  ...SEAL_DEFINITIONS,
  ...INBOX_DEFINITIONS,
  ...TRANSFER_DEFINITIONS,
  ...RENDITION_DEFINITIONS,
  ...AUDIT_DEFINITIONS,
  ...CALENDAR_DEFINITIONS,
  ...POLICY_DEFINITIONS,
  ...WATCHED_LIST_DEFINITIONS,
  ...NOTICE_DEFINITIONS,
  ...RECTIFICATION_DEFINITIONS,
  ...EVALUATION_DEFINITIONS,
  ...EVIDENCE_DEFINITIONS,
  ...LICENCE_RETENTION_DEFINITIONS,
  insertCase: { query: build.insert(cases).values(placeholdersOf(caseColumns)) },
  insertEvent: { query: build.insert(caseEvents).values(placeholdersOf(eventColumns)) },
  insertEventTexts: { query: build.insert(eventTexts).values(placeholdersOf(getTableColumns(eventTexts))) },
  insertDecision: { query: build.insert(decisions).values(placeholdersOf(decisionColumns)) },
  insertDocument: { query: build.insert(documents).values(placeholdersOf(documentColumns)) },
  insertServiceEvent: {
    query: build.insert(serviceEvents).values(placeholdersOf(getTableColumns(serviceEvents))),
  },
  insertIdempotencyKey: { query: build.insert(idempotencyKeys).values(placeholdersOf(idempotencyColumns)) },
  updateCase: {
    query: build
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
        dueClock: sql`${value('dueClock')}`,
        departmentCode: sql`${value('departmentCode')}`,
        assignedTo: sql`${value('assignedTo')}`,
        nextDueAt: sql`${value('nextDueAt')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(cases.caseNumber, value('caseNumber'))),
  },
  caseByNumber: {
    query: build
      .select()
      .from(cases)
      .where(eq(cases.caseNumber, value('caseNumber'))),
    fields: caseColumns,
  },
  eventsOfCase: {
    query: build
      .select()
      .from(caseEvents)
      .where(eq(caseEvents.caseNumber, value('caseNumber')))
      .orderBy(asc(caseEvents.seq)),
    fields: eventColumns,
  },
  textsOfCase: {
    query: build
      .select()
      .from(eventTexts)
      .where(eq(eventTexts.caseNumber, value('caseNumber')))
      .orderBy(asc(eventTexts.seq)),
    fields: getTableColumns(eventTexts),
  },
  decisionsOfCase: {
    query: build
      .select()
      .from(decisions)
      .where(eq(decisions.caseNumber, value('caseNumber')))
      .orderBy(asc(decisions.seq)),
    fields: decisionColumns,
  },
  documentsOfCase: {
    query: build
      .select()
      .from(documents)
      .where(eq(documents.caseNumber, value('caseNumber')))
      .orderBy(asc(documents.at), asc(documents.documentNumber)),
    fields: documentColumns,
  },
  idempotencyKey: {
    query: build
      .select()
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.scope, value('scope')), eq(idempotencyKeys.key, value('key')))),
    fields: idempotencyColumns,
  },
  insertRuleVersion: { query: build.insert(ruleVersions).values(placeholdersOf(ruleColumns)) },
  insertRuleEvent: { query: build.insert(ruleEvents).values(placeholdersOf(getTableColumns(ruleEvents))) },
  setRuleState: {
    query: build
      .update(ruleVersions)
      .set({
        state: sql`${value('state')}`,
        submittedBy: sql`${value('submittedBy')}`,
        approvedBy: sql`${value('approvedBy')}`,
        approvedAt: sql`${value('approvedAt')}`,
      })
      .where(eq(ruleVersions.id, value('id'))),
  },
  setItemSwitch: {
    query: build
      .insert(itemSwitches)
      .values(placeholdersOf(getTableColumns(itemSwitches)))
      .onConflictDoUpdate({
        target: itemSwitches.itemCode,
        set: {
          stopped: sql`excluded.stopped`,
          reason: sql`excluded.reason`,
          bySubject: sql`excluded.by_subject`,
          at: sql`excluded.at`,
        },
      }),
  },
  ruleVersionById: {
    query: build
      .select()
      .from(ruleVersions)
      .where(eq(ruleVersions.id, value('id'))),
    fields: ruleColumns,
  },
  /** By which the case was last decided. */
  ruleVersionOfCase: {
    query: build
      .select()
      .from(ruleVersions)
      .where(
        sql`${ruleVersions.id} = (select rule_id from decisions where decisions.case_number = ${value('caseNumber')}
          order by decisions.seq desc limit 1)`,
      ),
    fields: ruleColumns,
  },
  ruleVersionsOfItem: {
    query: build
      .select(summaryColumns)
      .from(ruleVersions)
      .where(eq(ruleVersions.itemCode, value('itemCode')))
      .orderBy(desc(ruleVersions.version)),
    fields: summaryColumns,
  },
  ruleVersionsByState: {
    query: build
      .select(summaryColumns)
      .from(ruleVersions)
      .where(inArray(ruleVersions.state, ['draft', 'submitted', 'published']))
      .orderBy(desc(ruleVersions.draftedAt))
      .limit(value('limit')),
    fields: summaryColumns,
  },
  ruleVersionInForce: {
    query: build
      .select()
      .from(ruleVersions)
      .where(
        and(
          eq(ruleVersions.itemCode, value('itemCode')),
          eq(ruleVersions.state, 'published'),
          lte(ruleVersions.effectiveOn, value('on')),
        ),
      )
      .orderBy(desc(ruleVersions.effectiveOn), desc(ruleVersions.version))
      .limit(1),
    fields: ruleColumns,
  },
  itemSwitch: {
    query: build
      .select()
      .from(itemSwitches)
      .where(eq(itemSwitches.itemCode, value('itemCode'))),
    fields: getTableColumns(itemSwitches),
  },
  ruleEventsOfItem: {
    query: build
      .select()
      .from(ruleEvents)
      .where(eq(ruleEvents.itemCode, value('itemCode')))
      .orderBy(asc(ruleEvents.seq)),
    fields: getTableColumns(ruleEvents),
  },
  putRegistryRecord: {
    query: build
      .insert(registryRecords)
      .values(placeholdersOf(getTableColumns(registryRecords)))
      .onConflictDoUpdate({
        target: [registryRecords.subjectIndex, registryRecords.source],
        set: { recordEnc: sql`excluded.record_enc`, sourceAt: sql`excluded.source_at` },
        setWhere: sql`excluded.source_at >= ${registryRecords.sourceAt}`,
      }),
  },
  allRegistries: {
    query: build.select().from(registries).orderBy(asc(registries.source)),
    fields: getTableColumns(registries),
  },
  putRegistryState: {
    query: build
      .insert(registries)
      .values(placeholdersOf(getTableColumns(registries)))
      .onConflictDoUpdate({
        target: registries.source,
        set: {
          state: sql`excluded.state`,
          reason: sql`excluded.reason`,
          asOf: sql`max(excluded.as_of, ${registries.asOf})`,
          bySubject: sql`excluded.by_subject`,
          revision: sql`excluded.revision`,
        },
      }),
  },
  insertOutbox: { query: build.insert(outbox).values(placeholdersOf(getTableColumns(outbox))) },
  ...AGREEMENT_DEFINITIONS,
  ...FILE_DEFINITIONS,
  ...HANDOVER_DEFINITIONS,
  ...EXCHANGE_DEFINITIONS,
  ...EXCHANGE_FILE_DEFINITIONS,
  ...RULE_DEFINITIONS,
  ...RULE_REPORT_DEFINITIONS,
  ...LICENCE_DEFINITIONS,
  ...API_KEY_DEFINITIONS,
  ...PRESENTATION_DEFINITIONS,
  listJobs: { query: build.select().from(jobs).orderBy(asc(jobs.name)), fields: getTableColumns(jobs) },
} as const
