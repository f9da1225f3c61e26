import type { CivilDate, EpochMs } from '@tongban/kernel'
import { type Database, type PolicyRow, publishedPolicies, type Statement } from '@tongban/store'
import { type DatedPolicy, type Policy, type PolicyScope, resolvePolicy } from '@tongban/supervision'
import { Riding } from '../calendars/current.ts'

/**
 * The published policies of supervision as an isolate holds them. It looks again once a minute; the look rides in the first
 * read of a request, as that for the calendar does. A policy is published for days to come, so that no clock begins under
 * one that an isolate has not seen.
 */
export interface HeldPolicies {
  /** As last read; ask for them when they are needed and do not keep them. */
  readonly held: readonly DatedPolicy[]
  /** The database of one request, whose reads bring the policies along when it is time. */
  riding(database: Database, now: () => EpochMs): Database
}

const POLICIES_KEPT_MS = 60_000
/** More than a region will ever have in force; those that hold longest come first. */
const MOST_POLICIES = 1_000

export function openPolicies(): HeldPolicies {
  let held: readonly DatedPolicy[] = []
  let readAt = Number.NEGATIVE_INFINITY
  const opened = new Map<string, Policy>()
  const look = publishedPolicies({ limit: MOST_POLICIES })
  return {
    get held() {
      return held
    },
    riding: (database, now) =>
      new Riding(database, async (statements) => {
        const at = now()
        if (Math.abs(at - readAt) < POLICIES_KEPT_MS) return database.read(statements)
        const both: readonly Statement<unknown>[] = [look, ...statements]
        const [policies = [], ...asked] = await database.read(both)
        held = datedPolicies(asPolicies(policies), opened)
        readAt = at
        return asked
      }),
  }
}

/** Which policy a clock goes by, as far as this isolate has heard. */
export const policyFor = (
  { policies }: { readonly policies: Pick<HeldPolicies, 'held'> },
  subject: Parameters<typeof resolvePolicy>[1],
) => resolvePolicy(policies.held, subject)

/** Rows as dated policies, each text read once. One that only ends another says nothing itself. */
export function datedPolicies(
  rows: readonly PolicyRow[],
  opened: Map<string, Policy> = new Map(),
): readonly DatedPolicy[] {
  return rows.flatMap(({ id, scopeKind, scope, fromOn, untilOn, policy: text }) => {
    if (text === 'null') return []
    const policy = opened.get(text) ?? asPolicy(text)
    opened.set(text, policy)
    return [
      { id, scope: scopeOf(scopeKind, scope), fromOn: asDay(fromOn), untilOn: asDayOrNone(untilOn), policy },
    ]
  })
}

function scopeOf(kind: string, code: string): PolicyScope {
  if (kind === 'region') return { kind }
  if (kind === 'department' || kind === 'item') return { kind, code }
  throw new Error(`a policy of no known scope: ${kind}`)
}

/** Guarantee: the text passed the policy's schema before it was published. */
const asPolicy = (text: string) => JSON.parse(text) as Policy
/** Guarantee: the day passed the calendar's check before it was stored. */
const asDay = (text: string) => text as CivilDate
const asDayOrNone = (text: string | null) => (text === null ? null : asDay(text))
/** Guarantee: the rows were decoded by `publishedPolicies`. */
const asPolicies = (rows: readonly unknown[]) => rows as readonly PolicyRow[]
