import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Which day a rating was given on, Asia/Shanghai, as a number. */
const GIVEN_DAY = sql`(at + 28800000) / 86400000`

/**
 * Ratings 评价 of services: append-only. One row for a service and, once, a second that amends or supplements it; the later
 * of the two is the one that counts. What was said in words is beside, so that it can be erased.
 */
export const evaluations = sqliteTable(
  'evaluations',
  {
    id: text('id').primaryKey(),
    caseNumber: text('case_number').notNull(),
    /** The n-th service of the case; of a partner's service, as that region numbers it. */
    serviceNumber: integer('service_number').notNull(),
    /** Region whose service it is about; empty: this one. */
    region: text('region').notNull(),
    /** 1: the rating; 2: its one amendment or supplement. */
    revision: integer('revision').notNull(),
    /** 1–5. */
    level: integer('level').notNull(),
    /** JSON list of codes of the option dictionary, and its version. */
    options: text('options').notNull(),
    dictionary: text('dictionary').notNull(),
    /** 1: the department does not learn who rated. */
    anonymous: integer('anonymous').notNull(),
    /** Blind index of whoever rated by their own sign-in; null where the token alone was shown. */
    evaluator: text('evaluator'),
    channel: text('channel').notNull(),
    /** Terminal, by the id of its key, or blind index of the hotline operator who wrote it down; else null. */
    enteredBy: text('entered_by'),
    /** Blind index of what the evaluator's device said of itself; null where it said nothing. */
    device: text('device'),
    /** The partner region the rating was given in; null: here. */
    viaRegion: text('via_region'),
    itemCode: text('item_code').notNull(),
    department: text('department').notNull(),
    window: text('window'),
    /** Blind index of the official who gave the service; null where a machine did. */
    staff: text('staff'),
    /** Blind index of the person whose matter it is. */
    holder: text('holder').notNull(),
    /** One visit at a window is rated once 一次一评: what makes it one; null online. */
    visit: text('visit'),
    servedAt: integer('served_at').notNull(),
    servedOn: text('served_on').notNull(),
    at: integer('at').notNull(),
    /** Whether words go with it. */
    hasText: integer('has_text').notNull(),
  },
  (table) => [
    uniqueIndex('evaluations_once').on(table.caseNumber, table.region, table.serviceNumber, table.revision),
    uniqueIndex('evaluations_visit_once').on(table.visit, table.revision).where(sql`visit is not null`),
    index('evaluations_at').on(table.at, table.id),
    index('evaluations_department').on(table.department, table.at, table.id),
    // As they are listed: by the day they were given, and of a day by their ids, which are drawn by chance.
    index('evaluations_listed').on(table.department, GIVEN_DAY, table.id),
    index('evaluations_given').on(GIVEN_DAY, table.id),
    index('evaluations_device').on(table.device, table.at).where(sql`device is not null`),
    // A window serves for several departments; what is entered at a pad stands at its window already.
    index('evaluations_window').on(table.window, table.at).where(sql`window is not null`),
    index('evaluations_entered')
      .on(table.enteredBy, table.at)
      .where(sql`entered_by is not null and channel <> 'pad'`),
  ],
)

/** What was said with a rating in words, at most 500 characters. */
export const evaluationTexts = sqliteTable('evaluation_texts', {
  evaluation: text('evaluation').primaryKey(),
  caseNumber: text('case_number').notNull(),
  /** Encrypted; AAD evaluation_texts|text_enc|evaluation. */
  textEnc: text('text_enc').notNull(),
})

/** Ratings an upheld appeal has taken out of the rates, for everybody to see: append-only. */
export const evaluationExclusions = sqliteTable('evaluation_exclusions', {
  /** Id of the first revision of the rating. */
  evaluation: text('evaluation').primaryKey(),
  orderNumber: text('order_number').notNull(),
  class: text('class').notNull(),
  at: integer('at').notNull(),
})

/** Silence that a region insists on noting as a default rating: apart from ratings, in no rate, never published as good. */
export const evaluationDefaults = sqliteTable(
  'evaluation_defaults',
  {
    caseNumber: text('case_number').notNull(),
    serviceNumber: integer('service_number').notNull(),
    department: text('department').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseNumber, table.serviceNumber] })],
)

/** 监督查评, 综合点评, 体验员, third parties, 办不成事: said about a department or an item, never in a rate. Append-only. */
export const evaluationReviews = sqliteTable(
  'evaluation_reviews',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    department: text('department').notNull(),
    itemCode: text('item_code'),
    window: text('window'),
    caseNumber: text('case_number'),
    /** 1–5 where it was graded; null: words alone. */
    level: integer('level'),
    options: text('options').notNull(),
    dictionary: text('dictionary').notNull(),
    anonymous: integer('anonymous').notNull(),
    /** Blind index of whoever said or entered it. */
    enteredBy: text('entered_by').notNull(),
    /** 1: an official wrote down what somebody else said or found. */
    onBehalf: integer('on_behalf').notNull(),
    /** `person/day/n`: the n-th of that person on that day; what is too many has no place. */
    place: text('place').notNull(),
    channel: text('channel').notNull(),
    /** Words, who can be contacted and how, encrypted; AAD evaluation_reviews|text_enc|id. */
    textEnc: text('text_enc').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    index('evaluation_reviews_at').on(table.at, table.id),
    index('evaluation_reviews_department').on(table.department, table.at, table.id),
    index('evaluation_reviews_case').on(table.caseNumber).where(sql`case_number is not null`),
    index('evaluation_reviews_entered').on(table.enteredBy, table.at, table.id),
    uniqueIndex('evaluation_reviews_place').on(table.place),
    // Those whose words have an end of their own.
    index('evaluation_reviews_kept')
      .on(table.at, table.id)
      .where(sql`case_number is null and text_enc <> ''`),
  ],
)

/**
 * Rectification orders 整改单: the fold of their steps, written in the batch of the step. A bad rating opens one in its own
 * batch; nothing deletes one.
 */
export const rectifications = sqliteTable(
  'rectifications',
  {
    number: text('number').primaryKey(),
    source: text('source').notNull(),
    /** Id of the rating or of the review it grew from. */
    sourceId: text('source_id').notNull(),
    caseNumber: text('case_number'),
    serviceNumber: integer('service_number'),
    itemCode: text('item_code'),
    department: text('department').notNull(),
    window: text('window'),
    level: integer('level'),
    anonymous: integer('anonymous').notNull(),
    state: text('state').notNull(),
    seq: integer('seq').notNull(),
    /** From 1; an evaluator who is not satisfied with the mending opens the next. */
    round: integer('round').notNull(),
    /** As the department, or an upheld appeal, classed it. */
    class: text('class'),
    /** `none`, `open`, `upheld`, `rejected`. */
    appeal: text('appeal').notNull(),
    /** Id of the policy it goes by. */
    policy: text('policy').notNull(),
    openedAt: integer('opened_at').notNull(),
    openedOn: text('opened_on').notNull(),
    contactDueAt: integer('contact_due_at').notNull(),
    rectifyDueAt: integer('rectify_due_at').notNull(),
    contactedAt: integer('contacted_at'),
    repliedAt: integer('replied_at'),
    calledBackAt: integer('called_back_at'),
    /** `mended`, `notMended`, `unreached`. */
    callBack: text('call_back'),
    /** What the evaluator says of the mending. */
    grade: text('grade'),
    closedAt: integer('closed_at'),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('rectifications_once').on(table.sourceId),
    index('rectifications_department').on(table.department, table.openedOn, table.number),
    index('rectifications_opened').on(table.openedOn, table.number),
    index('rectifications_case').on(table.caseNumber).where(sql`case_number is not null`),
    index('rectifications_open').on(table.state, table.openedOn, table.number).where(sql`closed_at is null`),
  ],
)

/** What happened to an order: append-only. Two writers cannot both take step n. */
export const rectificationSteps = sqliteTable(
  'rectification_steps',
  {
    order: text('order_number').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    /** Blind index of whoever acted. */
    actorIndex: text('actor_index').notNull(),
    /** `department`, `rectificationBody`, `evaluator`, `machine`. */
    side: text('side').notNull(),
    /** Codes and instants as canonical JSON; nothing personal. */
    data: text('data').notNull(),
    /** What was said, encrypted; AAD rectification_steps|texts_enc|order/seq. Null: nothing was, or it is erased. */
    textsEnc: text('texts_enc'),
  },
  (table) => [primaryKey({ columns: [table.order, table.seq] })],
)

/** Files of a reply or an appeal, as those of a notice of supervision are kept. */
export const rectificationFiles = sqliteTable(
  'rectification_files',
  {
    fileId: text('file_id').primaryKey(),
    order: text('order_number').notNull(),
    /** Number of the step it went in with; null while none names it. */
    seq: integer('seq'),
    size: integer('size').notNull(),
    type: text('type').notNull(),
    seals: text('seals').notNull(),
    /** AAD rectification_files|meta_enc|file id. */
    metaEnc: text('meta_enc').notNull(),
    /** AAD rectification_files|key_enc|file id. */
    keyEnc: text('key_enc').notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (table) => [index('rectification_files_order').on(table.order, table.addedAt)],
)

/** Policies of evaluations: proposed by one, published by another, dated; of one day one holds. */
export const evaluationPolicies = sqliteTable(
  'evaluation_policies',
  {
    id: text('id').primaryKey(),
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on'),
    /** Canonical JSON. */
    policy: text('policy').notNull(),
    /** `proposed`, `published`, `declined`; `replaced` where another took its place before it began. */
    state: text('state').notNull(),
    replaces: text('replaces'),
    proposedBy: text('proposed_by').notNull(),
    proposedAt: integer('proposed_at').notNull(),
    approvedBy: text('approved_by'),
    approvedAt: integer('approved_at'),
  },
  (table) => [index('evaluation_policies_state').on(table.state, table.fromOn)],
)

const counted = (name: string) => integer(name).notNull().default(0)
/** Where something is counted, as the roll-ups are read: by place, and of a place by channel and month. */
const countedAt = {
  /**
   * `department`, `window`, `item` or `cell`: which of the places below are told apart in this row. Everything is counted once
   * in each, so that a question is answered from the smallest of them that knows its places.
   */
  grain: text('grain').notNull(),
  department: text('department').notNull(),
  /** Empty where the service was given at none, and where windows are not told apart. */
  window: text('window').notNull(),
  itemCode: text('item_code').notNull(),
  /** By which a rating came; empty for what has none, such as invitations. */
  channel: text('channel').notNull(),
  /** `YYYY-MM`, Asia/Shanghai. */
  month: text('month').notNull(),
}

/**
 * Roll-ups 统计汇总 of evaluations: how many of a month (that of the service) each column counts, at each place. Made from
 * services, ratings, orders and findings alone; made anew it is the same. A column for each count and not a row: a question
 * reads a tenth of the rows.
 */
export const evaluationCounts = sqliteTable(
  'evaluation_counts',
  {
    ...countedAt,
    invited: counted('invited'),
    passedOnInvited: counted('passed_on_invited'),
    rated: counted('rated'),
    level1: counted('level1'),
    level2: counted('level2'),
    level3: counted('level3'),
    level4: counted('level4'),
    level5: counted('level5'),
    excluded: counted('excluded'),
    defaults: counted('defaults'),
    passedOn: counted('passed_on'),
    opened: counted('opened'),
    mended: counted('mended'),
    mendedOnTime: counted('mended_on_time'),
    overdue: counted('overdue'),
    calledBack: counted('called_back'),
    closed: counted('closed'),
    reopened: counted('reopened'),
    appealed: counted('appealed'),
    upheld: counted('upheld'),
    reviewOrders: counted('review_orders'),
    reviewOrdersClosed: counted('review_orders_closed'),
    inspection: counted('inspection'),
    overall: counted('overall'),
    experiencer: counted('experiencer'),
    thirdParty: counted('third_party'),
    unable: counted('unable'),
    findings: counted('findings'),
  },
  (table) => [
    primaryKey({
      columns: [table.grain, table.department, table.window, table.itemCode, table.channel, table.month],
    }),
  ],
)

/** How often each option was ticked in the ratings that count, at the same places but `cell`; by channel of whole departments. */
export const evaluationOptionCounts = sqliteTable(
  'evaluation_option_counts',
  {
    ...countedAt,
    code: text('code').notNull(),
    n: integer('n').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.grain,
        table.department,
        table.window,
        table.itemCode,
        table.channel,
        table.month,
        table.code,
      ],
    }),
  ],
)

/**
 * What an order 整改单 was counted as, so that it can be taken back when the order goes on: its state is a fold that changes,
 * and its limits follow the calendar. Codes alone.
 */
export const evaluationOrderFigures = sqliteTable('evaluation_order_figures', {
  number: text('number').primaryKey(),
  /** JSON of its tally. */
  counted: text('counted').notNull(),
  /** 1: counted as overdue; looked at again only with a step of its own. */
  overdue: integer('overdue').notNull(),
})

/** What is reported to the national platform of each service and rating; what it says waits in the outbox under the same id. */
export const evaluationReports = sqliteTable(
  'evaluation_reports',
  {
    id: text('id').primaryKey(),
    /** `service` 办件预登记, `rating` 评价, `setAside` 评价不计入. */
    form: text('form').notNull(),
    caseNumber: text('case_number').notNull(),
    serviceNumber: integer('service_number').notNull(),
    /** Revision of the rating; 1 of a service. */
    seq: integer('seq').notNull(),
    department: text('department').notNull(),
    /** `waiting`, `sent`, `received`, `refused`, `dead`. */
    state: text('state').notNull(),
    receiptNumber: text('receipt_number'),
    reason: text('reason'),
    madeAt: integer('made_at').notNull(),
    sentAt: integer('sent_at'),
    answeredAt: integer('answered_at'),
    replayedAt: integer('replayed_at'),
    replayedBy: text('replayed_by'),
  },
  (table) => [
    uniqueIndex('evaluation_reports_once').on(table.caseNumber, table.form, table.serviceNumber, table.seq),
    index('evaluation_reports_listed').on(table.madeAt, table.id),
    index('evaluation_reports_open').on(table.state, table.madeAt, table.id).where(sql`state <> 'received'`),
  ],
)
