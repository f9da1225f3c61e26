import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { attempts, licences, licenceUses, presentations } from '../schema/licences.ts'
import { build } from './build.ts'

/** Statements of one-time codes, and of the lists of a holder, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(presentations)
const licenceColumns = getTableColumns(licences)

export const PRESENTATION_DEFINITIONS = {
  presentationsOfHolder: {
    query: build
      .select()
      .from(presentations)
      .where(eq(presentations.holderIndex, value('holderIndex')))
      .orderBy(desc(presentations.createdAt), desc(presentations.codeHash))
      .limit(value('limit')),
    fields: columns,
  },
  presentationByHash: {
    query: build
      .select()
      .from(presentations)
      .where(eq(presentations.codeHash, value('codeHash'))),
    fields: columns,
  },
  guessesSoFar: {
    query: build
      .select({ count: attempts.count })
      .from(attempts)
      .where(and(eq(attempts.bucket, value('bucket')), eq(attempts.windowAt, value('windowAt')))),
    fields: { count: attempts.count },
  },
  updateUseState: {
    query: build
      .update(licenceUses)
      .set({ state: sql`${value('state')}` })
      .where(eq(licenceUses.useId, value('useId'))),
  },
  licenceOfCode: {
    query: build
      .select(licenceColumns)
      .from(licences)
      .where(
        sql`${licences.identifier} = (select presentations.identifier from presentations
          where presentations.code_hash = ${value('codeHash')})`,
      ),
    fields: licenceColumns,
  },
  licencesDepending: {
    query: build
      .select()
      .from(licences)
      .where(
        and(
          sql`${licences.holderIndex} = (select main.holder_index from licences main
            where main.identifier = ${value('identifier')})`,
          sql`${licences.type} in (select pair.value->>'type' from json_each(${value('types')}) pair
            where pair.value->>'on' = (select main.type from licences main
              where main.identifier = ${value('identifier')}))`,
          sql`${licences.state} in ('valid', 'suspended', 'transferredOut', 'other')`,
        ),
      )
      .orderBy(asc(licences.issuedAt), asc(licences.identifier)),
    fields: licenceColumns,
  },
  successorOf: {
    query: build
      .select({ identifier: licences.identifier })
      .from(licences)
      .where(eq(licences.previous, value('previous'))),
    fields: { identifier: licences.identifier },
  },
  licencesHeld: {
    query: build
      .select()
      .from(licences)
      .where(
        and(
          eq(licences.holderIndex, value('holderIndex')),
          sql`(${licences.issuedAt}, ${licences.identifier}) < (${value('beforeAt')}, ${value('before')})`,
        ),
      )
      .orderBy(desc(licences.issuedAt), desc(licences.identifier))
      .limit(value('limit')),
    fields: licenceColumns,
  },
} as const
