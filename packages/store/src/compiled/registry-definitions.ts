import { and, desc, eq, getTableColumns, lt, sql } from 'drizzle-orm'
import { registries } from '../schema/facts.ts'
import { registryDeliveries } from '../schema/registry-deliveries.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the registries' log as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder

export const REGISTRY_DEFINITIONS = {
  /** A delivery says as of when the registry is; it never touches the state somebody gave it. */
  putRegistryAsOf: {
    query: build
      .insert(registries)
      .values(placeholdersOf(getTableColumns(registries)))
      .onConflictDoUpdate({
        target: registries.source,
        set: { asOf: sql`max(excluded.as_of, ${registries.asOf})` },
      }),
  },
  registryDeliveriesOf: {
    query: build
      .select()
      .from(registryDeliveries)
      .where(and(eq(registryDeliveries.source, value('source')), lt(registryDeliveries.seq, value('before'))))
      .orderBy(desc(registryDeliveries.seq))
      .limit(value('limit')),
    fields: getTableColumns(registryDeliveries),
  },
} as const
