import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row per case: the fold of its events, written in the same batch as the event that changed it. */
export const cases = sqliteTable(
  'cases',
  {
    caseNumber: text('case_number').primaryKey(),
    itemCode: text('item_code').notNull(),
    itemVersion: text('item_version').notNull(),
    situation: text('situation').notNull(),
    state: text('state').notNull(),
    /** Sequence number and hash of the last event: the head a writer must build on. */
    seq: integer('seq').notNull(),
    headHash: text('head_hash').notNull(),
    /** Blind indexes of the identity of the person concerned and of whoever handed the application in. */
    applicantIndex: text('applicant_index').notNull(),
    submitterIndex: text('submitter_index').notNull(),
    /** The application as handed in, encrypted; AAD cases|application_enc|case number. */
    applicationEnc: text('application_enc').notNull(),
    channel: text('channel').notNull(),
    departmentCode: text('department_code').notNull(),
    outcome: text('outcome').notNull(),
    receivedAt: integer('received_at').notNull(),
    receivedOn: text('received_on').notNull(),
    acceptedOn: text('accepted_on'),
    decidedOn: text('decided_on'),
    closedOn: text('closed_on'),
    /** Earliest limit that runs, or null when none does. A projection: the truth is derived from the events. */
    dueOn: text('due_on'),
    dueAt: integer('due_at'),
    /** Which limit that is: step and kind of basis, such as `decision/law`. */
    dueClock: text('due_clock'),
    supersedes: text('supersedes'),
    /** Blind index of the official the case is assigned to. */
    assignedTo: text('assigned_to'),
    /** The next instant at which any clock of the case becomes due: what a sweep reads by. */
    nextDueAt: integer('next_due_at'),
    updatedAt: integer('updated_at').notNull(),
    /** When work on it is due, far away where no limit runs; null once nothing is owed. What the lists of officials go by. */
    workAt: integer('work_at').generatedAlwaysAs(
      sql`case when due_at is not null then due_at when closed_on is null then 9007199254740991 end`,
      { mode: 'virtual' },
    ),
  },
  (table) => [
    index('cases_by_applicant').on(table.applicantIndex, table.receivedAt),
    index('cases_by_submitter').on(table.submitterIndex, table.receivedAt),
    // What was granted of an item, for the decisions that are public.
    index('cases_granted').on(table.itemCode, table.decidedOn).where(sql`state = 'granted'`),
    index('cases_by_next_due').on(table.nextDueAt).where(sql`next_due_at is not null`),
    // The lists of officials. A case decided on the spot is in the last of them alone.
    index('cases_work')
      .on(table.departmentCode, table.workAt, table.caseNumber)
      .where(sql`work_at is not null`),
    index('cases_assigned')
      .on(table.assignedTo, table.workAt, table.caseNumber)
      .where(sql`assigned_to is not null and work_at is not null`),
    index('cases_unassigned')
      .on(table.departmentCode, table.receivedAt, table.caseNumber)
      .where(sql`assigned_to is null and work_at is not null`),
    index('cases_suspended')
      .on(table.departmentCode, table.receivedAt, table.caseNumber)
      .where(sql`state = 'suspended'`),
    index('cases_closed')
      .on(table.departmentCode, table.receivedAt, table.caseNumber)
      .where(sql`closed_on is not null`),
  ],
)

/**
 * The parts of departments in joint handling 联办: one row for each stage whose clock has begun, of no other case. A
 * projection, written in the batch that changes the case: the truth is derived from the events.
 */
export const caseStages = sqliteTable(
  'case_stages',
  {
    caseNumber: text('case_number').notNull(),
    department: text('department').notNull(),
    dueOn: text('due_on').notNull(),
    dueAt: integer('due_at').notNull(),
    dueClock: text('due_clock').notNull(),
    /** 1 once the opinion is given, or nothing is owed any more. */
    done: integer('done').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseNumber, table.department] }),
    index('case_stages_waiting').on(table.department, table.dueAt, table.caseNumber).where(sql`done = 0`),
  ],
)

/** The append-only list of what happened to a case. Two writers cannot both append the same sequence number. */
export const caseEvents = sqliteTable(
  'case_events',
  {
    caseNumber: text('case_number').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorSubject: text('actor_subject').notNull(),
    /** Canonical JSON without personal data: codes, digests, references. */
    data: text('data').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseNumber, table.seq] })],
)

/**
 * What was said with an event in free words: reasons, opinions, names of those who were there. The event itself holds
 * the salted digest only, so that the words can be erased and the chain still verifies.
 */
export const eventTexts = sqliteTable(
  'event_texts',
  {
    caseNumber: text('case_number').notNull(),
    seq: integer('seq').notNull(),
    /** Encrypted; AAD event_texts|texts_enc|case number/seq. */
    textsEnc: text('texts_enc').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseNumber, table.seq] })],
)

/** One row per automatic decision: the whole record, encrypted, with the hash of the rules it was made by. */
export const decisions = sqliteTable(
  'decisions',
  {
    caseNumber: text('case_number').notNull(),
    seq: integer('seq').notNull(),
    itemCode: text('item_code').notNull(),
    ruleId: text('rule_id').notNull(),
    ruleHash: text('rule_hash').notNull(),
    outcome: text('outcome').notNull(),
    recordEnc: text('record_enc').notNull(),
    recordDigest: text('record_digest').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseNumber, table.seq] }),
    index('decisions_by_rule').on(table.ruleHash, table.at),
  ],
)

/** Documents 文书 issued in a case. */
export const documents = sqliteTable(
  'documents',
  {
    documentNumber: text('document_number').primaryKey(),
    caseNumber: text('case_number').notNull(),
    kind: text('kind').notNull(),
    templateVersion: text('template_version').notNull(),
    /** The facts the text is made from, encrypted; AAD documents|facts_enc|document number. */
    factsEnc: text('facts_enc').notNull(),
    /** SHA-256 of the document's text. */
    digest: text('digest').notNull(),
    issuedOn: text('issued_on').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('documents_by_case').on(table.caseNumber, table.at)],
)

/** Service events 服务次: the n-th service of a case, from which evaluation invitations will grow. */
export const serviceEvents = sqliteTable(
  'service_events',
  {
    caseNumber: text('case_number').notNull(),
    serviceNumber: integer('service_number').notNull(),
    kind: text('kind').notNull(),
    channel: text('channel').notNull(),
    departmentCode: text('department_code').notNull(),
    at: integer('at').notNull(),
    /** Region that gave the service, where it was a partner: rated here and told there. Null: this one. */
    region: text('region'),
    /** Its number in the partner's own count of the case; null of a service of this region. */
    thereNumber: integer('there_number'),
    /** Window 窗口 it was given at, `department/post` of whoever stood there, whichever department decides; null online. */
    window: text('window'),
    /** Blind index of the official who gave it; null where a machine did, and of services before this was kept. */
    staff: text('staff'),
  },
  (table) => [
    primaryKey({ columns: [table.caseNumber, table.serviceNumber] }),
    index('service_events_at').on(table.at, table.caseNumber, table.serviceNumber),
    index('service_events_window').on(table.window, table.at).where(sql`window is not null`),
  ],
)

/** What was answered to a create request, so that the same request again gets the same answer. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    /** Digest of who asks and which operation. */
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    /** The answer, encrypted; AAD idempotency_keys|answer_enc|scope/key. */
    answerEnc: text('answer_enc').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.key] }),
    index('idempotency_keys_by_age').on(table.at),
  ],
)

/** Next free sequence number of a day; blocks are leased from it, gaps are allowed, numbers never return. */
export const caseSequences = sqliteTable('case_sequences', {
  day: text('day').primaryKey(),
  next: integer('next').notNull(),
})
