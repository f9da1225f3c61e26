import { findItemVersion, type Item } from '@tongban/catalogue'
import type { FactDefinition, Names } from '@tongban/decisions'
import {
  type RuleEventRow,
  type RuleReportProgressRow,
  type RuleReportRow,
  type RuleSummaryRow,
  type RuleVersionRow,
  ruleEventsBeside,
  ruleReportPagesTo,
  ruleReportProgress,
  ruleReportsOfRule,
  ruleVersionById,
  ruleVersionReplacedBy,
  ruleVersionsBeside,
  type Statement,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { PARAMETER_LABELS } from '../labels.ts'

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
export async function loadVersion(ctx: Context, id: string): Promise<VersionAtHand | undefined> {
  return versionOf(id, await ctx.database.read(versionStatements(id)))
}

/** The same with one row that belongs to it, in one batch too. */
export async function loadVersionBeside<Row extends object>(
  ctx: Context,
  id: string,
  beside: Statement<Row>,
) {
  const [[row], ...read] = await ctx.database.read([beside, ...versionStatements(id)])
  return { at: versionOf(id, read), beside: row }
}

/** The same with a page of its report, in one batch too. */
export async function loadVersionAndPage(ctx: Context, id: string, page: number) {
  const [pages, ...read] = await ctx.database.read([
    ruleReportPagesTo({ ruleId: id, page }),
    ...versionStatements(id),
  ])
  const at = versionOf(id, read)
  const own = pages.filter(({ baseId }) => baseId === at?.report?.baseId)
  return {
    at,
    shown: own.find((each) => each.page === page),
    before: own.find((each) => each.page === page - 1),
  }
}

const versionStatements = (id: string) =>
  [
    ruleVersionById({ id }),
    ruleVersionReplacedBy({ id }),
    ruleVersionsBeside({ id }),
    ruleEventsBeside({ id }),
    ruleReportsOfRule({ ruleId: id }),
    ruleReportProgress({ ruleId: id }),
  ] as const

type Read = readonly [
  readonly RuleVersionRow[],
  readonly RuleVersionRow[],
  readonly RuleSummaryRow[],
  readonly RuleEventRow[],
  readonly RuleReportRow[],
  readonly RuleReportProgressRow[],
]
function versionOf(
  id: string,
  [[row], [base], versions, log, reports, progress]: Read,
): VersionAtHand | undefined {
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
export const definitionsOf = (row: RuleVersionRow): readonly FactDefinition[] => itemOf(row).facts

/** What the region's parameters and the item's results are called. */
export const namesOf = (row: RuleVersionRow): Names => ({
  ...Object.fromEntries(Object.entries(PARAMETER_LABELS).map(([name, said]) => [`parameters.${name}`, said])),
  ...itemOf(row).resultLabels,
})

function itemOf({ itemCode, itemVersion }: RuleVersionRow): Item {
  const item = findItemVersion(itemCode, Number(itemVersion))
  if (!item.ok) throw new Error(`rules are kept for version ${itemVersion} of ${itemCode}, which is not`)
  return item.value
}
