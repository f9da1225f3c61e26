import type { RuleEventRow } from '@tongban/store'

/** Why a difference is meant, as a publisher has said it; kept in the hash-chained log of the item's rules. */
export type Explanation = {
  readonly difference: string
  readonly reason: string
  readonly by: string
  readonly at: number
}

/** The explanations of a report by difference; a later one takes the place of an earlier. */
export function explanationsIn(
  log: readonly RuleEventRow[],
  { ruleId, baseId }: { readonly ruleId: string; readonly baseId: string },
): ReadonlyMap<string, Explanation> {
  const found = new Map<string, Explanation>()
  for (const event of log) {
    if (event.type !== 'explained' || event.ruleId !== ruleId) continue
    const { difference, reason, base } = asExplained(event.data)
    if (base === baseId) found.set(difference, { difference, reason, by: event.actorSubject, at: event.at })
  }
  return found
}

export type Explained = { readonly difference: string; readonly reason: string; readonly base: string }

/** Guarantee: the data of an explanation is written by `explainDifference` alone. */
const asExplained = (data: string) => JSON.parse(data) as Explained
