import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Partner regions, as their agreements name them, and how the line to each of them is. */
export const exchangePartners = sqliteTable('exchange_partners', {
  region: text('region').primaryKey(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  /** Where its exchange is reached: `https://…/exchange`, without a last slash. */
  baseUrl: text('base_url').notNull(),
  /** JSON list of `PartnerKey`: what it signs with and what its offices open; old and new ones overlap. */
  keys: text('keys').notNull(),
  /** `proposed`, `active` or `suspended`. */
  state: text('state').notNull(),
  /** JSON of names, address and keys that await a second person, and who proposed them; null: nothing does. */
  change: text('change'),
  changeBy: text('change_by'),
  suspendedBy: text('suspended_by'),
  /** Breaker: failures in a row; while `open_until` lies ahead nothing is sent, then one probe. */
  failures: integer('failures').notNull(),
  openUntil: integer('open_until'),
  probeBy: text('probe_by'),
  /** How far its clock was ahead of ours when it last told its time. */
  clockOffsetMs: integer('clock_offset_ms').notNull(),
  lastHeardAt: integer('last_heard_at'),
  updatedAt: integer('updated_at').notNull(),
})

/** Agreements 协同协议 of two regions: a row for each version, signed by both. The document is what was signed. */
export const exchangeAgreements = sqliteTable(
  'exchange_agreements',
  {
    id: text('id').notNull(),
    version: integer('version').notNull(),
    partner: text('partner').notNull(),
    /** `draft`, `proposedHere`, `proposedThere`, `inForce`, `superseded`, `ended`, `declined`. */
    state: text('state').notNull(),
    /** Canonical JSON of the agreement. */
    document: text('document').notNull(),
    digest: text('digest').notNull(),
    /** Compact JWS of each side over the digest; null until it has signed. */
    ownSignature: text('own_signature'),
    partnerSignature: text('partner_signature'),
    validFrom: text('valid_from').notNull(),
    /** Last day; null: until ended. */
    validUntil: text('valid_until'),
    endedOn: text('ended_on'),
    /** Compact JWS of the notice by which it was ended, or not signed. */
    closing: text('closing'),
    proposedAt: integer('proposed_at').notNull(),
    /** The later of the two signatures; null until both have signed. */
    effectiveAt: integer('effective_at'),
    updatedAt: integer('updated_at').notNull(),
    /** JSON of the act that awaits a second person here, and who asked for it. */
    pending: text('pending'),
    pendingBy: text('pending_by'),
    /** What the partner has not been told yet: `propose`, `countersign`, `decline`, `end`; null: it knows all. */
    untold: text('untold'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: integer('next_at'),
    lastReason: text('last_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.version] }),
    index('exchange_agreements_by_partner').on(table.partner, table.state),
    index('exchange_agreements_untold').on(table.nextAt).where(sql`untold is not null`),
  ],
)

/** Who did what to partners and agreements, numbered for each: two at once cannot both write the same number. */
export const exchangeActs = sqliteTable(
  'exchange_acts',
  {
    /** `partner/500112`, `agreement/<id>`. */
    subject: text('subject').notNull(),
    seq: integer('seq').notNull(),
    act: text('act').notNull(),
    /** Blind index of the official, or `partner/<region>`. */
    by: text('by_subject').notNull(),
    at: integer('at').notNull(),
    /** JSON of codes, versions, digests and key ids. */
    facts: text('facts').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.seq] })],
)

/** Routes 通办路由: which region handles an item, from when, until when, and in which mode; derived from agreements in force. */
export const exchangeRoutes = sqliteTable(
  'exchange_routes',
  {
    itemCode: text('item_code').notNull(),
    /** The other region: it handles (`out`), or takes in (`in`). */
    region: text('region').notNull(),
    validFrom: text('valid_from').notNull(),
    validUntil: text('valid_until'),
    /** `online` 全程网办, `collect` 异地代收代办, `joint` 多地联办. */
    mode: text('mode').notNull(),
    /** The competent office there, whose key opens what is personal. */
    office: text('office').notNull(),
    agreementId: text('agreement_id').notNull(),
    agreementVersion: integer('agreement_version').notNull(),
    /** `out`: handed in here and handled there; `in`: handed in there and handled here. */
    direction: text('direction').notNull(),
    /** Digest of what the route says, the same in both regions; messages name it. */
    version: text('version').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.direction,
        table.itemCode,
        table.region,
        table.validFrom,
        table.mode,
        table.agreementId,
      ],
    }),
    index('exchange_routes_by_agreement').on(table.agreementId, table.agreementVersion),
  ],
)

/**
 * A case two regions have a part in: one row for each partner region of it, the fold of the messages between them. A
 * licence that goes from one region to the other has one too, under its identifier.
 */
export const handovers = sqliteTable(
  'handovers',
  {
    caseNumber: text('case_number').notNull(),
    partner: text('partner').notNull(),
    /**
     * What this region is in it: `receiving` 收件地 or `handling` 办理地; `leading` 牵头地 of the part another region has in a
     * joint case 多地联办; of a licence `offering` 转出地 or `taking` 转入地.
     */
    role: text('role').notNull(),
    mode: text('mode').notNull(),
    /** Whose the case is: `here`, `inTransit`, `there`. */
    custody: text('custody').notNull(),
    itemCode: text('item_code').notNull(),
    /** Office of the partner to whose key what is personal is sealed. */
    office: text('office').notNull(),
    agreementId: text('agreement_id').notNull(),
    agreementVersion: integer('agreement_version').notNull(),
    routeVersion: text('route_version').notNull(),
    /** Last message of each direction: its number, and the digest the next one names. */
    outSeq: integer('out_seq').notNull(),
    outHead: text('out_head').notNull(),
    inSeq: integer('in_seq').notNull(),
    inHead: text('in_head').notNull(),
    /** 收件, 移送, 办理地收到, 受理, 决定, 办结; epoch ms, null until it has happened. */
    receivedAt: integer('received_at').notNull(),
    transferredAt: integer('transferred_at').notNull(),
    handlerReceivedAt: integer('handler_received_at'),
    acceptedAt: integer('accepted_at'),
    decidedAt: integer('decided_at'),
    closedAt: integer('closed_at'),
    /** JSON of the last `Deadline` the handling region told: both sides show it. */
    deadline: text('deadline'),
    /** Regions the case has been returned by or passed through, JSON list: it is not sent to any of them again. */
    passed: text('passed').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseNumber, table.partner] }),
    // Compared in order of number.
    index('handovers_by_partner').on(table.partner, table.caseNumber),
    index('handovers_open').on(table.partner, table.updatedAt).where(sql`closed_at is null`),
  ],
)

/**
 * Every message between this region and a partner: the log of a case, and at once outbox and inbox. What goes out is
 * inserted in the batch of its cause; what comes in is inserted before its receipt is given, and kept for the life of
 * the case.
 */
export const exchangeMessages = sqliteTable(
  'exchange_messages',
  {
    partner: text('partner').notNull(),
    /** `out` or `in`. */
    direction: text('direction').notNull(),
    id: text('id').notNull(),
    caseNumber: text('case_number').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    /** SHA-256 of the message's canonical JSON, hex; the next message of its direction names it. */
    digest: text('digest').notNull(),
    /** Canonical JSON of the message; what is personal in it is sealed to the office it is for. */
    body: text('body').notNull(),
    /** out: `waiting`, `stored`, `dead`. in: `waiting`, `applied`, `refused`. */
    state: text('state').notNull(),
    attempts: integer('attempts').notNull(),
    /** The instant from which it may be taken; while leased, the end of the lease. */
    nextAt: integer('next_at').notNull(),
    leasedBy: text('leased_by'),
    lastReason: text('last_reason'),
    createdAt: integer('created_at').notNull(),
    doneAt: integer('done_at'),
    /** When an operator last had a dead letter sent again: its time to arrive is reckoned from then. */
    replayedAt: integer('replayed_at'),
    /** The delivery in which it was receipted. */
    deliveryId: text('delivery_id'),
    /** The second receipt: signed SET of the business answer, where the message is one or has one. */
    verdict: text('verdict'),
  },
  (table) => [
    primaryKey({ columns: [table.partner, table.direction, table.id] }),
    uniqueIndex('exchange_messages_in_order').on(table.caseNumber, table.partner, table.direction, table.seq),
    // Taken case by case in order of number; whether a row is due is told from the index alone.
    index('exchange_messages_waiting')
      .on(table.direction, table.partner, table.caseNumber, table.seq, table.nextAt)
      .where(sql`state = 'waiting'`),
    index('exchange_messages_dead').on(table.partner, table.createdAt).where(sql`state = 'dead'`),
    // What has been applied or refused and the sender has not been told of yet.
    index('exchange_messages_untold')
      .on(table.partner, table.createdAt)
      .where(sql`direction = 'in' and state <> 'waiting' and verdict is null`),
  ],
)

/** One signed request with its signed answer: the proof that what it lists was sent and stored. */
export const exchangeDeliveries = sqliteTable(
  'exchange_deliveries',
  {
    id: text('id').primaryKey(),
    partner: text('partner').notNull(),
    direction: text('direction').notNull(),
    /** RFC 9421 signature base of the request, its signature and the thumbprint of the key. */
    base: text('base').notNull(),
    signature: text('signature').notNull(),
    keyId: text('key_id').notNull(),
    /** JSON list of `[message id, digest]`; its digest stands in the signed header `cx-manifest`. */
    manifest: text('manifest').notNull(),
    /** Compact JWS: the SET by which the receiver says it has stored them. */
    receipt: text('receipt').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('exchange_deliveries_by_age').on(table.at)],
)

/** Nonces of requests within the time window: a request is taken once. */
export const exchangeNonces = sqliteTable(
  'exchange_nonces',
  {
    partner: text('partner').notNull(),
    nonce: text('nonce').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partner, table.nonce] }),
    index('exchange_nonces_by_age').on(table.expiresAt),
  ],
)

/** What a partner told in a message that is personal: opened, and sealed again for this region alone. */
export const exchangeContents = sqliteTable(
  'exchange_contents',
  {
    caseNumber: text('case_number').notNull(),
    partner: text('partner').notNull(),
    direction: text('direction').notNull(),
    seq: integer('seq').notNull(),
    /** Encrypted; AAD exchange_contents|content_enc|case number/partner/direction/seq. */
    contentEnc: text('content_enc').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseNumber, table.partner, table.direction, table.seq] })],
)

/** What a supervisor has to take up: a dead letter, a divergence, a clock that runs wrong. One row for each matter. */
export const exchangeAlarms = sqliteTable(
  'exchange_alarms',
  {
    /** One of `ALARMS` in services/exchange/alarms.ts, such as `deadLetter`, `divergence` or `keyExpiring`. */
    kind: text('kind').notNull(),
    partner: text('partner').notNull(),
    /** The message, case or key it is about. */
    subject: text('subject').notNull(),
    /** JSON of codes and figures. */
    facts: text('facts').notNull(),
    at: integer('at').notNull(),
    resolvedAt: integer('resolved_at'),
    resolvedBy: text('resolved_by'),
    /** Why somebody ended it; null: it ended by itself. */
    resolvedFor: text('resolved_for'),
    /** When what can be settled without people was last looked at. */
    triedAt: integer('tried_at'),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.partner, table.subject] }),
    index('exchange_alarms_open').on(table.at).where(sql`resolved_at is null`),
  ],
)
