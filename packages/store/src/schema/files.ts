import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Files handed in to a case, and uploads that are not complete yet. What a file holds is in the region's file storage,
 * sealed part by part; without `key_enc` nobody can open it.
 */
export const files = sqliteTable(
  'files',
  {
    fileId: text('file_id').primaryKey(),
    caseNumber: text('case_number').notNull(),
    /** Keyed digest of case, material and content: the same content again is the same file; it tells nobody what that is. */
    address: text('address').notNull().unique(),
    materialCode: text('material_code').notNull(),
    /** `open`: being uploaded; `underway`: coming from another region; `givenUp`: came to nothing; `complete`: checked and part of the case; `erased`: its key is gone. */
    state: text('state').notNull(),
    size: integer('size').notNull(),
    /** Media type found in the content. */
    type: text('type'),
    /** Digest over the sealed parts, as the event of the case holds it. */
    digest: text('digest'),
    /** Name and SHA-256 of the content, encrypted; AAD files|meta_enc|file id. */
    metaEnc: text('meta_enc'),
    /** The file's own key, encrypted; AAD files|key_enc|file id. */
    keyEnc: text('key_enc'),
    addedBy: text('added_by').notNull(),
    openedAt: integer('opened_at').notNull(),
    /** When an upload that is not complete is forgotten. */
    expiresAt: integer('expires_at'),
    completedAt: integer('completed_at'),
  },
  (table) => [
    index('files_by_case').on(table.caseNumber, table.openedAt),
    index('files_by_expiry').on(table.expiresAt),
  ],
)

/** The parts of a file that have arrived, each by the SHA-256 of its sealed form: what is stored under any other is not its. */
export const fileParts = sqliteTable(
  'file_parts',
  {
    fileId: text('file_id').notNull(),
    partIndex: integer('part_index').notNull(),
    seal: text('seal').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.partIndex] })],
)

/** Who read a file or a full identity, when and why. The subject stands as an index only. */
export const readings = sqliteTable(
  'readings',
  {
    readingId: text('reading_id').primaryKey(),
    caseNumber: text('case_number').notNull(),
    what: text('what').notNull(),
    fileId: text('file_id'),
    at: integer('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    /** Roles, department and post at that time; null for an applicant. */
    roles: text('roles'),
    department: text('department'),
    post: text('post'),
    subjectIndex: text('subject_index').notNull(),
    purpose: text('purpose').notNull(),
  },
  (table) => [
    index('readings_by_case').on(table.caseNumber, table.at),
    index('readings_by_subject').on(table.subjectIndex, table.what, table.at),
  ],
)
