import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { supervisionPolicies } from '../schema/supervision.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the policies of supervision, as Drizzle builds them. */
const value = sql.placeholder
const columns = getTableColumns(supervisionPolicies)
const { policy: _policy, ...datedColumns } = columns

/** Without an end last, so that the first thousand are those that hold longest. */
const untilOn = sql`coalesce(${supervisionPolicies.untilOn}, '9999-12-31')`
/** A scope that gave its own policy up has an entry without one. */
const HAS_WORDS = sql`${supervisionPolicies.policy} <> 'null'`

export const POLICY_DEFINITIONS = {
  insertPolicy: { query: build.insert(supervisionPolicies).values(placeholdersOf(columns)) },
  policyById: {
    query: build
      .select()
      .from(supervisionPolicies)
      .where(eq(supervisionPolicies.id, value('id'))),
    fields: columns,
  },
  publishedPolicies: {
    query: build
      .select()
      .from(supervisionPolicies)
      .where(and(eq(supervisionPolicies.state, 'published'), HAS_WORDS))
      .orderBy(desc(untilOn), desc(supervisionPolicies.fromOn), asc(supervisionPolicies.id))
      .limit(value('limit')),
    fields: columns,
  },
  publishedPolicyDates: {
    query: build
      .select(datedColumns)
      .from(supervisionPolicies)
      .where(
        and(
          eq(supervisionPolicies.state, 'published'),
          HAS_WORDS,
          eq(supervisionPolicies.scopeKind, value('scopeKind')),
          eq(supervisionPolicies.scope, value('scope')),
        ),
      )
      .orderBy(desc(untilOn), desc(supervisionPolicies.fromOn), asc(supervisionPolicies.id))
      .limit(value('limit')),
    fields: datedColumns,
  },
  policyPage: {
    query: build
      .select()
      .from(supervisionPolicies)
      .where(
        and(
          sql`(${value('state')} is null or ${supervisionPolicies.state} = ${value('state')})`,
          sql`(${value('scopeKind')} is null or ${supervisionPolicies.scopeKind} = ${value('scopeKind')})`,
          sql`(${value('scope')} is null or ${supervisionPolicies.scope} = ${value('scope')})`,
          sql`(${value('asOf')} is null or (${supervisionPolicies.fromOn} <= ${value('asOf')} and ${untilOn} >= ${value('asOf')}))`,
          sql`(${supervisionPolicies.fromOn}, ${supervisionPolicies.id}) < (${value('beforeOn')}, ${value('beforeId')})`,
        ),
      )
      .orderBy(desc(supervisionPolicies.fromOn), desc(supervisionPolicies.id))
      .limit(value('limit')),
    fields: columns,
  },
} as const
