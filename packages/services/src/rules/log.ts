import { canonicalJson, GENESIS, type Json, linkHash } from '@tongban/kernel'
import { insertRuleEvent, type RuleEventRow, type Statement } from '@tongban/store'

/**
 * The log of an item's rules: who drafted, explained, submitted, approved, stopped or resumed what. Append-only and hash
 * chained; its primary key (item, sequence) lets only one of two simultaneous acts through.
 */
export type RuleAct =
  | 'drafted'
  | 'explained'
  | 'submitted'
  | 'approved'
  | 'stopped'
  | 'resumeProposed'
  | 'resumed'

type Entry = {
  readonly itemCode: string
  readonly ruleId: string
  readonly type: RuleAct
  readonly actorSubject: string
  readonly at: number
  readonly data: { readonly [key: string]: Json }
}

/** The statement that appends `entry` after the log as it was read. */
export async function appendRuleEvent(log: readonly RuleEventRow[], entry: Entry): Promise<Statement> {
  const last = log.at(-1)
  const seq = (last?.seq ?? 0) + 1
  return insertRuleEvent({
    ...entry,
    seq,
    data: canonicalJson(entry.data),
    hash: await linkHash(last?.hash ?? GENESIS, { ...entry, seq }),
  })
}
