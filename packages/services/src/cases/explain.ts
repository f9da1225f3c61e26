import { regionNameOf } from '@tongban/catalogue'
import { type Explanation, explain, replay } from '@tongban/decisions'
import { type Failure, fail, ok, type Result, sha256Hex } from '@tongban/kernel'
import { ruleVersionOfCase } from '@tongban/store'
import type { Context } from '../context.ts'
import { type ElsewhereExplained, explainedElsewhere } from '../handovers/explained.ts'
import { handoverRows } from '../handovers/view.ts'
import { readable } from '../retention/readable.ts'
import { parsePlan } from '../rules/plans.ts'
import { loadCaseBeside } from './load.ts'
import { openRecord } from './open-record.ts'

/**
 * Why a machine decided as it did (个人信息保护法 24): the facts with source and time, the rule version and its hash,
 * every row that held, the first condition that failed of every row that did not, and what would have changed the
 * outcome. One read batch. Before it is told, the stored record is checked against its digest and decided again by the same rules.
 */
export type ExplanationView = Explanation & {
  readonly caseNumber: string
  readonly rules: {
    readonly id: string
    readonly version: number
    readonly hash: string
    readonly effectiveOn: string
  }
  /** Whether deciding again from the stored record gives the same, bit for bit. */
  readonly replays: boolean
}

export async function explainCase(
  ctx: Context,
  caseNumber: string,
): Promise<Result<ExplanationView | ElsewhereExplained, Failure>> {
  const { loaded: found, beside } = await loadCaseBeside(ctx, caseNumber, [
    ruleVersionOfCase({ caseNumber }),
    ...handoverRows(caseNumber),
  ])
  const [[version], ...partners] = beside
  const loaded = readable(found)
  if (!loaded.ok) return loaded
  const { decisions, item, fold } = loaded.value
  if (fold.handover !== null) return explainedElsewhere(ctx, loaded.value, partners)
  const row = decisions.at(-1)
  if (row === undefined) return fail({ code: 'notFound', what: 'decision' })
  // By id: two versions of equal content have one hash, and only one of them decided.
  if (version?.id !== row.ruleId || version.hash !== row.ruleHash)
    throw new Error(`rules ${row.ruleId} are not stored as they decided`)
  const record = await openRecord(ctx, row)
  if (!loaded.value.events.some((event) => event.data.recordDigest === row.recordDigest)) {
    throw new Error('no event of the case stands for its decision record')
  }
  if ((await sha256Hex(version.plan)) !== row.ruleHash)
    throw new Error('the stored plan does not match its hash')
  const plan = parsePlan(version.plan)
  const { id, hash, effectiveOn } = version
  return ok({
    ...explain(record, plan, item.facts, regionNameOf),
    caseNumber,
    rules: { id, version: version.version, hash, effectiveOn },
    replays: replay(record, plan).equal,
  })
}
