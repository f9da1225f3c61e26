import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * What supervision tells one receiver 站内消息: one message for all that was due to be told at that time. A receiver is
 * `person:<blind index>`, `post:<department>/<post>`, `head:<department>` or `body`. Nothing personal in clear.
 */
export const inboxMessages = sqliteTable(
  'inbox_messages',
  {
    id: text('id').primaryKey(),
    receiver: text('receiver').notNull(),
    /** How many lines of each stage or colour, as a JSON object. */
    counts: text('counts').notNull(),
    lines: integer('lines').notNull(),
    /** When the earliest of its lines was in truth due. */
    earliestAt: integer('earliest_at').notNull(),
    madeAt: integer('made_at').notNull(),
    readAt: integer('read_at'),
    /** Blind index of whoever of the receiver read it first. */
    readBy: text('read_by'),
  },
  (table) => [
    index('inbox_messages_receiver').on(table.receiver, table.madeAt, table.id),
    index('inbox_messages_unread').on(table.receiver).where(sql`read_at is null`),
  ],
)

/**
 * The lines of those messages: each notice and each card once to each receiver, whatever cron does. Without a message it
 * still waits for its digest.
 */
export const inboxLines = sqliteTable(
  'inbox_lines',
  {
    receiver: text('receiver').notNull(),
    /** `notice` or `card`. */
    kind: text('kind').notNull(),
    /** Id of the notice or the card. */
    subject: text('subject').notNull(),
    /** Stage or colour. */
    stage: text('stage').notNull(),
    trueAt: integer('true_at').notNull(),
    message: text('message'),
  },
  (table) => [
    primaryKey({ columns: [table.receiver, table.kind, table.subject] }),
    index('inbox_lines_message').on(table.message).where(sql`message is not null`),
    index('inbox_lines_waiting').on(table.receiver, table.trueAt).where(sql`message is null`),
  ],
)

/** Where a receiver is reached outside this site 接收端: an app or a department system, an address, a phone. */
export const supervisionEndpoints = sqliteTable(
  'supervision_endpoints',
  {
    id: text('id').primaryKey(),
    /** `webhook`, `email` or `sms`. */
    channel: text('channel').notNull(),
    receiver: text('receiver').notNull(),
    /** URL, address or number; AAD supervision_endpoints|address_enc|id. */
    addressEnc: text('address_enc').notNull(),
    addressIndex: text('address_index').notNull(),
    /** Of a webhook, its signing keys; AAD supervision_endpoints|keys_enc|id. */
    keysEnc: text('keys_enc'),
    /** Until when the key before the present one signs too. */
    previousUntil: integer('previous_until'),
    /** Digest of what the receiver has to give back, until when, and how often it may still be tried. */
    challengeHash: text('challenge_hash'),
    challengeUntil: integer('challenge_until'),
    challengeTries: integer('challenge_tries').notNull(),
    /** `pending`, `active`, `disabled`. */
    state: text('state').notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    verifiedAt: integer('verified_at'),
    disabledAt: integer('disabled_at'),
  },
  (table) => [
    uniqueIndex('supervision_endpoints_once')
      .on(table.receiver, table.channel, table.addressIndex)
      .where(sql`state <> 'disabled'`),
    index('supervision_endpoints_receiver').on(table.receiver, table.id).where(sql`state <> 'disabled'`),
  ],
)

/** One message to one endpoint 投递: the row of the outbox with the same id carries it, this one says what became of it. */
export const supervisionDeliveries = sqliteTable(
  'supervision_deliveries',
  {
    id: text('id').primaryKey(),
    message: text('message').notNull(),
    endpoint: text('endpoint').notNull(),
    channel: text('channel').notNull(),
    /** `waiting`, `sent` (taken by the other side), `delivered`, `failed` (by receipt), `unconfirmed` (no receipt in 72 h), `withdrawn`. */
    state: text('state').notNull(),
    /** The provider's own id of it, by which its receipts name it. */
    providerId: text('provider_id'),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at'),
    endedAt: integer('ended_at'),
    /** How often an operator had it sent again, and who did last. */
    replays: integer('replays').notNull(),
    replayedBy: text('replayed_by'),
  },
  (table) => [
    uniqueIndex('supervision_deliveries_once').on(table.message, table.endpoint),
    index('supervision_deliveries_state').on(table.state, table.createdAt, table.id),
    index('supervision_deliveries_sent').on(table.sentAt).where(sql`state = 'sent'`),
    index('supervision_deliveries_provider')
      .on(table.channel, table.providerId)
      .where(sql`provider_id is not null`),
  ],
)
