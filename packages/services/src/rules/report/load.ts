import { findItemVersion } from '@tongban/catalogue'
import type { FactDefinition } from '@tongban/decisions'
import {
  type RuleEventRow,
  type RuleReportProgressRow,
  type RuleReportRow,
  type RuleSummaryRow,
  type RuleVersionRow,
  ruleEventsOfItem,
  ruleReportProgress,
  ruleReportsOfRule,
  ruleVersionById,
  ruleVersionInForce,
  ruleVersionsOfItem,
} from '@tongban/store'
import type { Context } from '../../context.ts'

/** A rule version with all that bears on its publication: the version it would replace, its report and the log. */
export type VersionAtHand = {
  readonly row: RuleVersionRow
  /** The version in force on the day this one takes effect; undefined for the first of an item. */
  readonly base: RuleVersionRow | undefined
  readonly versions: readonly RuleSummaryRow[]
  readonly log: readonly RuleEventRow[]
  readonly report: RuleReportRow | undefined
  readonly progress: RuleReportProgressRow | undefined
}

/** Read with its log in one batch: whoever moves the version meanwhile is in both, or the log's key decides. */
export async function loadVersion(
  ctx: Context,
  { id, itemCode, effectiveOn }: Pick<RuleVersionRow, 'id' | 'itemCode' | 'effectiveOn'>,
): Promise<VersionAtHand | undefined> {
  const [[row], [base], versions, log, reports, progress] = await ctx.database.read([
    ruleVersionById({ id }),
    ruleVersionInForce({ itemCode, on: effectiveOn }),
    ruleVersionsOfItem({ itemCode }),
    ruleEventsOfItem({ itemCode }),
    ruleReportsOfRule({ ruleId: id }),
    ruleReportProgress({ ruleId: id }),
  ])
  if (row === undefined) return undefined
  // Published itself, it is compared with nothing any more: its report is the one it was published with.
  const baseId = row.state === 'published' ? publishedAgainst(log, id) : baseIdOf(base)
  return {
    row,
    base: base?.id === row.id ? undefined : base,
    versions,
    log,
    report: reports.find((one) => one.baseId === baseId && one.ruleHash === row.hash),
    progress: progress.find((one) => one.baseId === baseId),
  }
}

/** An empty id stands for “nothing in force yet”. */
export const baseIdOf = (base: RuleVersionRow | undefined) => base?.id ?? ''

function publishedAgainst(log: readonly RuleEventRow[], ruleId: string): string {
  const approved = log.findLast((event) => event.type === 'approved' && event.ruleId === ruleId)
  return approved === undefined ? '' : String(asApproved(approved.data).base ?? '')
}

/** Guarantee: the data of an approval is written by `approveRules` alone. */
const asApproved = (data: string) => JSON.parse(data) as { readonly base?: string }

/** The item's facts as of the version of the item the rules were drafted for. */
export function definitionsOf({ itemCode, itemVersion }: RuleVersionRow): readonly FactDefinition[] {
  const item = findItemVersion(itemCode, Number(itemVersion))
  if (!item.ok) throw new Error(`rules are kept for version ${itemVersion} of ${itemCode}, which is not`)
  return item.value.facts
}
