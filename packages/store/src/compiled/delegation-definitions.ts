import { and, asc, eq, getTableColumns, gte, isNull, sql } from 'drizzle-orm'
import { delegations } from '../schema/delegations.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the delegations as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(delegations)

export const DELEGATION_DEFINITIONS = {
  insertDelegation: { query: build.insert(delegations).values(placeholdersOf(columns)) },
  endDelegation: {
    query: build
      .update(delegations)
      .set({ endedOn: sql`${value('endedOn')}`, endedBy: sql`${value('endedBy')}` })
      .where(and(eq(delegations.id, value('id')), isNull(delegations.endedOn))),
  },
  delegationById: {
    query: build
      .select()
      .from(delegations)
      .where(eq(delegations.id, value('id'))),
    fields: columns,
  },
  delegationsTo: {
    query: build
      .select()
      .from(delegations)
      .where(and(eq(delegations.toIndex, value('toIndex')), gte(delegations.untilOn, value('on'))))
      .orderBy(asc(delegations.untilOn), asc(delegations.id))
      .limit(value('limit')),
    fields: columns,
  },
  delegationsOfDepartment: {
    query: build
      .select()
      .from(delegations)
      .where(and(eq(delegations.department, value('department')), gte(delegations.untilOn, value('since'))))
      .orderBy(asc(delegations.untilOn), asc(delegations.id))
      .limit(value('limit')),
    fields: columns,
  },
} as const
