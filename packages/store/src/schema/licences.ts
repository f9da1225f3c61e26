import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'

/** E-licences 电子证照: one row for each version that was issued, the fold of its events. */
export const licences = sqliteTable(
  'licences',
  {
    /** 电子证照标识 (GB/T 36904). */
    identifier: text('identifier').primaryKey(),
    type: text('type').notNull(),
    typeVersion: integer('type_version').notNull(),
    /** Blind index of the holder, as that of the applicant of a case. */
    holderIndex: text('holder_index').notNull(),
    /** The case whose decision issued it. */
    caseNumber: text('case_number').notNull(),
    departmentCode: text('department_code').notNull(),
    serial: text('serial').notNull(),
    /** Version part of the identifier, from 1. */
    version: integer('version').notNull(),
    /** `valid`, `suspended`, `annulled`, `cancelled`, `revoked`, `lapsed`, `transferredOut`, `other`; time runs beside it. */
    state: text('state').notNull(),
    statusList: integer('status_list').notNull(),
    statusIndex: integer('status_index').notNull(),
    /** What the status list says: 0 valid, 1 invalid, 2 suspended, 3 other. */
    statusValue: integer('status_value').notNull(),
    validFrom: text('valid_from').notNull(),
    validUntil: text('valid_until'),
    /** The licence this one renews or changes, or that of another region it takes the place of 转入. */
    previous: text('previous').unique(),
    /** Sequence number and hash of its last event. */
    seq: integer('seq').notNull(),
    headHash: text('head_hash').notNull(),
    /** Claims, credential, signatures and paper code, encrypted; AAD licences|content_enc|identifier. */
    contentEnc: text('content_enc').notNull(),
    issuedAt: integer('issued_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    unique('licences_serial').on(table.serial, table.version),
    unique('licences_status_place').on(table.statusList, table.statusIndex),
    index('licences_by_holder').on(table.holderIndex, table.type, table.issuedAt),
    index('licences_by_case').on(table.caseNumber),
    // What a shard is made from: all that is not plainly valid.
    index('licences_not_valid')
      .on(table.statusList, table.statusIndex, table.statusValue)
      .where(sql`status_value <> 0`),
  ],
)

/** The append-only list of what happened to a licence; acts and their numbers as in the national table of states. */
export const licenceEvents = sqliteTable(
  'licence_events',
  {
    identifier: text('identifier').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: integer('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorSubject: text('actor_subject').notNull(),
    /** Canonical JSON without personal data: codes, grounds, digests, references. */
    data: text('data').notNull(),
    /** The reasons in words, encrypted; AAD licence_events|texts_enc|identifier/seq. */
    textsEnc: text('texts_enc'),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.seq] })],
)

/** Shards of the status list, 2^17 entries each. A shard is open for new licences until `used` says it is full. */
export const statusLists = sqliteTable('status_lists', {
  list: integer('list').primaryKey(),
  used: integer('used').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Every change of a status, in order: what an isolate reads to bring the shards it holds up to date. */
export const statusChanges = sqliteTable('status_changes', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  list: integer('list').notNull(),
  statusIndex: integer('status_index').notNull(),
  statusValue: integer('status_value').notNull(),
  at: integer('at').notNull(),
})

/** One-time codes 亮证码, by the SHA-256 of the code alone. */
export const presentations = sqliteTable(
  'presentations',
  {
    codeHash: text('code_hash').primaryKey(),
    identifier: text('identifier').notNull(),
    holderIndex: text('holder_index').notNull(),
    /** JSON list: names of the claims the holder agreed to show. */
    claims: text('claims').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
    /** Who used it: kind, and blind index or id of an app. */
    usedBy: text('used_by'),
    /** The last attempt to use it once more, and how many there were. */
    repeatedAt: integer('repeated_at'),
    repeated: integer('repeated').notNull().default(0),
  },
  (table) => [
    index('presentations_by_holder').on(table.holderIndex, table.createdAt),
    index('presentations_by_expiry').on(table.expiresAt),
  ],
)

/** Who used which licence, for what and for which case 用证记录. */
export const licenceUses = sqliteTable(
  'licence_uses',
  {
    useId: text('use_id').primaryKey(),
    identifier: text('identifier').notNull(),
    at: integer('at').notNull(),
    /** `credential`, `identifier`, `code`, `paper`, `source`. */
    way: text('way').notNull(),
    actorKind: text('actor_kind').notNull(),
    /** Blind index of the official, or the id of the app. */
    actorSubject: text('actor_subject').notNull(),
    department: text('department'),
    /** JSON list: the roles in which an official used it, told to auditors; and their post 岗位. */
    roles: text('roles'),
    post: text('post'),
    /** Use reason, a code of the region's list or the app's registered purpose. */
    purpose: text('purpose').notNull(),
    caseNumber: text('case_number'),
    /** JSON list: names of the claims that were shown. */
    claims: text('claims').notNull(),
    state: text('state').notNull(),
  },
  (table) => [index('licence_uses_by_licence').on(table.identifier, table.at)],
)

/** Attempts on codes and identifiers, counted per kind, caller and window of time. */
export const attempts = sqliteTable(
  'attempts',
  {
    bucket: text('bucket').notNull(),
    windowAt: integer('window_at').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.bucket, table.windowAt] }),
    index('attempts_by_window').on(table.windowAt),
  ],
)

/** Nonces of presentations with key binding that were taken once. */
export const usedNonces = sqliteTable(
  'used_nonces',
  { nonceHash: text('nonce_hash').primaryKey(), expiresAt: integer('expires_at').notNull() },
  (table) => [index('used_nonces_by_expiry').on(table.expiresAt)],
)

/** Keys of apps, by the hash of the secret alone. */
export const apiKeys = sqliteTable('api_keys', {
  keyId: text('key_id').primaryKey(),
  name: text('name').notNull(),
  secretHash: text('secret_hash').notNull(),
  /** While a key is being replaced, the hash of the secret before it, and until when that still opens. */
  previousHash: text('previous_hash'),
  previousUntil: integer('previous_until'),
  /** JSON list of scopes. */
  scopes: text('scopes').notNull(),
  /** What the app uses licences for, told to holders. */
  purpose: text('purpose').notNull(),
  dailyQuota: integer('daily_quota').notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  expiresAt: integer('expires_at'),
  revokedAt: integer('revoked_at'),
  /** Where a terminal stands 评价器、自助终端: department, and window by its post. Null of an app that is no terminal. */
  department: text('department'),
  window: text('window'),
})

export const apiKeyUse = sqliteTable(
  'api_key_use',
  { keyId: text('key_id').notNull(), day: text('day').notNull(), count: integer('count').notNull() },
  (table) => [primaryKey({ columns: [table.keyId, table.day] })],
)
