import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * Watched clocks 监察时限: a projection of every clock that runs, written in the batch of its cause, with the stages that
 * still come and the next of them. The sweep reads by that instant and by nothing else. The truth is derived elsewhere.
 */
export const watchedClocks = sqliteTable(
  'watched_clocks',
  {
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    clockKey: text('clock_key').notNull(),
    /** From 1; a day that moves opens the next, and what is no longer true is withdrawn. */
    epoch: integer('epoch').notNull(),
    step: text('step').notNull(),
    basis: text('basis').notNull(),
    law: text('law').notNull(),
    scope: text('scope').notNull(),
    itemCode: text('item_code'),
    department: text('department').notNull(),
    /** The post in charge 责任岗位. */
    post: text('post').notNull(),
    person: text('person'),
    fromAt: integer('from_at').notNull(),
    fromOn: text('from_on').notNull(),
    unit: text('unit').notNull(),
    length: integer('length').notNull(),
    dueOn: text('due_on').notNull(),
    dueAt: integer('due_at').notNull(),
    provisional: integer('provisional').notNull(),
    status: text('status').notNull(),
    stoppedAt: integer('stopped_at'),
    /** JSON list of `{stage, at}` in order of time, all of them, by the policy in force when the clock began. */
    stages: text('stages').notNull(),
    /** Id of that policy. */
    policy: text('policy').notNull(),
    /** The next stage that is still to be given; null when none is. */
    nextAt: integer('next_at'),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.subject, table.clockKey] }),
    index('watched_clocks_next').on(table.nextAt).where(sql`next_at is not null`),
    index('watched_clocks_department')
      .on(table.department, table.dueAt, table.kind, table.subject, table.clockKey)
      .where(sql`status = 'running'`),
    index('watched_clocks_due')
      .on(table.dueAt, table.kind, table.subject, table.clockKey)
      .where(sql`status = 'running'`),
    index('watched_clocks_standing')
      .on(table.dueAt, table.kind, table.subject, table.clockKey)
      .where(sql`status = 'stands'`),
    // All that the overview counts, so that it reads no row of the table.
    index('watched_clocks_steps')
      .on(table.department, table.step, table.dueAt, table.subject, table.itemCode)
      .where(sql`status = 'running' AND kind = 'case'`),
    // The few that are not of cases, as their list is asked for.
    index('watched_clocks_kind')
      .on(table.kind, table.dueAt, table.subject, table.clockKey)
      .where(sql`status = 'running' AND kind <> 'case'`),
    // What a new calendar has reckoned anew, beside the open cases.
    index('watched_clocks_others')
      .on(table.kind, table.subject, table.clockKey)
      .where(sql`kind <> 'case' AND (status <> 'ended' OR provisional = 1)`),
    index('watched_clocks_provisional')
      .on(table.subject)
      .where(sql`kind = 'case' AND status = 'ended' AND provisional = 1`),
  ],
)

/**
 * What supervision said 催办、督办、提醒、通报: exactly one row for each stage of each epoch of each clock, whatever cron
 * does. The number is that of the document; reminders and lines of the bulletin have none.
 */
export const supervisionNotices = sqliteTable(
  'supervision_notices',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    clockKey: text('clock_key').notNull(),
    stage: text('stage').notNull(),
    epoch: integer('epoch').notNull(),
    number: text('number'),
    level: integer('level').notNull(),
    step: text('step').notNull(),
    basis: text('basis').notNull(),
    law: text('law').notNull(),
    itemCode: text('item_code'),
    department: text('department').notNull(),
    post: text('post').notNull(),
    /** Blind index of the official addressed; null: whoever holds the post, or heads the department or the body. */
    person: text('person'),
    /** `person`, `departmentHead` or `supervisingBody`. */
    receiver: text('receiver').notNull(),
    dueOn: text('due_on').notNull(),
    dueAt: integer('due_at').notNull(),
    /** When the stage became due, and when the sweep wrote it: later after an outage, and both are kept. */
    trueAt: integer('true_at').notNull(),
    writtenAt: integer('written_at').notNull(),
    /** Template and version the text is made by. */
    template: text('template').notNull(),
    /** Fields of the template as canonical JSON; nothing personal. */
    facts: text('facts').notNull(),
    /** `open`, `signed`, `replied`, `returned`, `closed`, `withdrawn`. */
    state: text('state').notNull(),
    seq: integer('seq').notNull(),
    signBy: integer('sign_by'),
    replyBy: integer('reply_by'),
    signedAt: integer('signed_at'),
    repliedAt: integer('replied_at'),
    endedAt: integer('ended_at'),
    /** From when it may be delivered: working hours. */
    deliverAt: integer('deliver_at').notNull(),
    /** The run of the delivery that took it; its lines in the inbox say with which messages it went out. */
    deliveryId: text('delivery_id'),
    /** 0: given by the policy. From 1: sent by hand, the n-th of its stage and epoch; no plan bears it out or withdraws it. */
    byHand: integer('by_hand').notNull().default(0),
  },
  (table) => [
    uniqueIndex('supervision_notices_once').on(
      table.kind,
      table.subject,
      table.clockKey,
      table.stage,
      table.epoch,
      table.byHand,
    ),
    uniqueIndex('supervision_notices_number').on(table.number).where(sql`number is not null`),
    index('supervision_notices_undelivered')
      .on(table.deliverAt, table.id)
      .where(sql`delivery_id is null and state <> 'withdrawn'`),
    index('supervision_notices_department').on(table.department, table.writtenAt, table.id),
    index('supervision_notices_state').on(table.state, table.writtenAt, table.id),
    index('supervision_notices_written').on(table.writtenAt, table.id),
  ],
)

/** Receipt, reply, review, return, closing: append-only. */
export const noticeSteps = sqliteTable(
  'notice_steps',
  {
    notice: text('notice').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    actorIndex: text('actor_index').notNull(),
    /** What was said, and the files that go with it, encrypted; AAD notice_steps|texts_enc|notice/seq. */
    textsEnc: text('texts_enc'),
  },
  (table) => [primaryKey({ columns: [table.notice, table.seq] })],
)

/** Cards 黄牌、红牌: proposed by the machine, they stand unless a supervisor dismisses them in time. */
export const supervisionCards = sqliteTable(
  'supervision_cards',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    colour: text('colour').notNull(),
    cause: text('cause').notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    /** Clock, or finding, with its stage and epoch: one card each. */
    clockKey: text('clock_key').notNull(),
    epoch: integer('epoch').notNull(),
    step: text('step').notNull(),
    basis: text('basis').notNull(),
    law: text('law').notNull(),
    itemCode: text('item_code'),
    department: text('department').notNull(),
    post: text('post').notNull(),
    person: text('person'),
    /** What happened, as canonical JSON; nothing personal. */
    facts: text('facts').notNull(),
    trueAt: integer('true_at').notNull(),
    proposedAt: integer('proposed_at').notNull(),
    /** `proposed`, `dismissed`, `standing`, `appealed`, `upheld`, `revoked`, `withdrawn`. */
    state: text('state').notNull(),
    seq: integer('seq').notNull(),
    /** A proposed one stands from then on. */
    standsAt: integer('stands_at').notNull(),
    appealBy: integer('appeal_by').notNull(),
    endedAt: integer('ended_at'),
    deliverAt: integer('deliver_at').notNull(),
    deliveryId: text('delivery_id'),
  },
  (table) => [
    uniqueIndex('supervision_cards_once').on(
      table.kind,
      table.subject,
      table.clockKey,
      table.cause,
      table.colour,
      table.epoch,
    ),
    uniqueIndex('supervision_cards_number').on(table.number),
    index('supervision_cards_proposed').on(table.standsAt).where(sql`state = 'proposed'`),
    index('supervision_cards_department').on(table.department, table.proposedAt, table.id),
    index('supervision_cards_undelivered')
      .on(table.deliverAt, table.id)
      .where(sql`delivery_id is null and state in ('standing', 'proposed', 'appealed', 'upheld')`),
    index('supervision_cards_written').on(table.proposedAt, table.id),
    index('supervision_cards_state').on(table.state, table.proposedAt, table.id),
  ],
)

/** Confirmed, dismissed, appealed, upheld, revoked: append-only. */
export const cardSteps = sqliteTable(
  'card_steps',
  {
    card: text('card').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    actorIndex: text('actor_index').notNull(),
    /** AAD card_steps|texts_enc|card/seq. */
    textsEnc: text('texts_enc'),
  },
  (table) => [primaryKey({ columns: [table.card, table.seq] })],
)

/** What nobody's clock would show 监察发现: steps entered in a burst, a refusal without reasons, a job that stands still. */
export const supervisionFindings = sqliteTable(
  'supervision_findings',
  {
    id: text('id').primaryKey(),
    cause: text('cause').notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    /** Tells two findings of one cause and subject apart: a sequence number, a scheduled instant. */
    occasion: text('occasion').notNull(),
    itemCode: text('item_code'),
    department: text('department').notNull(),
    post: text('post').notNull(),
    person: text('person'),
    facts: text('facts').notNull(),
    foundAt: integer('found_at').notNull(),
    endedAt: integer('ended_at'),
    endedBy: text('ended_by'),
    /** Why somebody ended it, encrypted; AAD supervision_findings|ended_enc|id. Null: it ended by itself. */
    endedEnc: text('ended_enc'),
  },
  (table) => [
    uniqueIndex('supervision_findings_once').on(table.cause, table.kind, table.subject, table.occasion),
    index('supervision_findings_open').on(table.foundAt, table.id).where(sql`ended_at is null`),
    index('supervision_findings_found').on(table.foundAt, table.id),
  ],
)

/** Policies, calendars aside: proposed by one, published by another, dated. */
export const supervisionPolicies = sqliteTable(
  'supervision_policies',
  {
    id: text('id').primaryKey(),
    scopeKind: text('scope_kind').notNull(),
    /** Code of the department or the item; empty for the region. */
    scope: text('scope').notNull(),
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on'),
    /** Canonical JSON; `null` where the scope has none of its own from then on. */
    policy: text('policy').notNull(),
    /** `proposed`, `published`, `declined`; `replaced` where another took its place before it began. */
    state: text('state').notNull(),
    /** The policy of the same scope that ends the day before this begins. */
    replaces: text('replaces'),
    proposedBy: text('proposed_by').notNull(),
    proposedAt: integer('proposed_at').notNull(),
    approvedBy: text('approved_by'),
    approvedAt: integer('approved_at'),
  },
  (table) => [index('supervision_policies_state').on(table.state, table.fromOn)],
)

/** Numbers of documents 文号 by kind and year; gaps are allowed, none returns. */
export const supervisionNumbers = sqliteTable(
  'supervision_numbers',
  { kind: text('kind').notNull(), year: integer('year').notNull(), next: integer('next').notNull() },
  (table) => [primaryKey({ columns: [table.kind, table.year] })],
)
