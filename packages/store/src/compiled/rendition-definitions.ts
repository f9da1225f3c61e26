import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { outbox } from '../schema/outbox.ts'
import { licenceRenditions } from '../schema/renditions.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the fixed-layout files of licences as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(licenceRenditions)
const orderColumns = { state: outbox.state, attempts: outbox.attempts }

export const RENDITION_DEFINITIONS = {
  /** One that is handed over twice keeps what came first: the outbox delivers at least once. */
  insertRendition: {
    query: build.insert(licenceRenditions).values(placeholdersOf(columns)).onConflictDoNothing(),
  },
  renditionsOf: {
    query: build
      .select()
      .from(licenceRenditions)
      .where(eq(licenceRenditions.identifier, value('identifier')))
      .orderBy(asc(licenceRenditions.format)),
    fields: columns,
  },
  /** An order once more, in the place of one that was carried out or given up; one that waits stays as it is. */
  reorderRendition: {
    query: build
      .insert(outbox)
      .values(placeholdersOf(getTableColumns(outbox)))
      .onConflictDoUpdate({
        target: outbox.id,
        set: {
          payloadEnc: sql`excluded.payload_enc`,
          state: sql`excluded.state`,
          attempts: sql`excluded.attempts`,
          createdAt: sql`excluded.created_at`,
          nextAt: sql`excluded.next_at`,
          leasedBy: sql`excluded.leased_by`,
          lastReason: sql`excluded.last_reason`,
          doneAt: sql`excluded.done_at`,
        },
        setWhere: sql`${outbox.state} <> 'waiting'`,
      }),
  },
  renditionOrderOf: {
    query: build
      .select(orderColumns)
      .from(outbox)
      .where(eq(outbox.id, value('id'))),
    fields: orderColumns,
  },
} as const
