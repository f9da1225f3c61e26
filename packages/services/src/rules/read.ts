import { civilDate, civilDateAt } from '@tongban/calendar'
import { claimOf, findItem } from '@tongban/catalogue'
import { type PrintedExpression, type PrintedTable, printExpressions, printPlan } from '@tongban/decisions'
import { type Failure, type FieldError, fail, type Json, ok, type Result } from '@tongban/kernel'
import {
  itemSwitch,
  itemSwitchBeside,
  type RuleVersionRow,
  ruleVersionById,
  ruleVersionInForce,
  ruleVersionNumbered,
  ruleVersionsByState,
  ruleVersionsOfItem,
  type Statement,
} from '@tongban/store'
import type { Context } from '../context.ts'
import type { Language } from './lexicon.ts'
import { type NamedParameter, namedParameters } from './parameters.ts'
import { parsePlan } from './plans.ts'
import { mayReadDrafts, RULE_READERS_NEEDED } from './readers.ts'
import { judgeReport, missingIn } from './report/judge.ts'
import { loadVersionBeside } from './report/load.ts'
import { type SwitchView, switchOf } from './switch.ts'
import { rulesText } from './text.ts'
import { type RuleSummary, summaryOf } from './view.ts'

/** Rules as people read them: the tables in words, the region's parameters (本地配置), version, dates and hash. */
export type PublishedRules = RuleSummary & {
  readonly tables: readonly PrintedTable[]
  /** Values worked out between the tables, as written. */
  readonly expressions: readonly PrintedExpression[]
  readonly parameters: { readonly [name: string]: Json }
  readonly stopped: boolean
  readonly versions: readonly RuleSummary[]
}

/** Which version is meant: the one named, else the one that decides on a civil day (today when none is named). */
export type WhichVersion = { readonly on?: string | undefined; readonly version?: string | undefined }

/** A published version as tables; open to anyone. */
export async function readPublishedRules(
  ctx: Context,
  itemCode: string,
  which: WhichVersion,
): Promise<Result<PublishedRules, Failure>> {
  const asked = versionAsked(ctx, itemCode, which)
  if (!asked.ok) return asked
  const [[row], [stop], versions] = await ctx.database.read([
    asked.value.statement,
    itemSwitch({ itemCode }),
    ruleVersionsOfItem({ itemCode }),
  ])
  if (row === undefined) return fail(asked.value.otherwise)
  const published = versions.filter(({ state }) => state === 'published')
  return ok({ ...readable(row), stopped: stop?.stopped === 1, versions: published.map(summaryOf) })
}

/** The DMN file of a published version, as it was published. */
export async function readRulesFile(
  ctx: Context,
  itemCode: string,
  which: WhichVersion,
): Promise<Result<string, Failure>> {
  const asked = versionAsked(ctx, itemCode, which)
  if (!asked.ok) return asked
  const [[row]] = await ctx.database.read([asked.value.statement])
  return row === undefined ? fail(asked.value.otherwise) : ok(row.dmn)
}

/** The DMN file of a version in any state, as it was drafted. */
export async function readDraftFile(ctx: Context, id: string): Promise<Result<string, Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const [[row]] = await ctx.database.read([ruleVersionById({ id })])
  return row === undefined ? fail({ code: 'notFound', what: 'rules' }) : ok(row.dmn)
}

/** A published version as a text that people read. */
export async function readRulesText(
  ctx: Context,
  itemCode: string,
  which: WhichVersion,
  language: Language,
): Promise<Result<string, Failure>> {
  const rules = await readPublishedRules(ctx, itemCode, which)
  if (!rules.ok) return rules
  const item = findItem(itemCode, rules.value.effectiveOn)
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  const staleAfterHours = claim.ok ? claim.value.staleAfterHours : {}
  return ok(rulesText({ rules: rules.value, item: item.value, staleAfterHours, language }))
}

/** A version as those who publish it see it: with the stop switch of its item and who proposes to resume. */
export type VersionView = Omit<PublishedRules, 'versions'> & {
  readonly switch: SwitchView | null
  readonly submittedAt: number | null
  /** `parameters` in words. */
  readonly named: readonly NamedParameter[]
  /** Who gave a reason for a difference: they cannot be the one who approves. */
  readonly explainedBy: readonly string[]
  /** What stands between the version and its publication, by its report as it is. */
  readonly missing: readonly FieldError[]
}

/** One version in any state, for those who publish and those who watch them. */
export async function readRules(ctx: Context, id: string): Promise<Result<VersionView, Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const { at, beside: held } = await loadVersionBeside(ctx, id, itemSwitchBeside({ id }))
  if (at === undefined) return fail({ code: 'notFound', what: 'rules' })
  const { row, log, report, progress } = at
  const isOpen = row.state !== 'published'
  const judged =
    isOpen && report !== undefined && progress !== undefined ? await judgeReport(at, report, progress) : null
  const shown = readable(row)
  return ok({
    ...shown,
    stopped: held?.stopped === 1,
    switch: switchOf(held, log),
    submittedAt: log.findLast(({ type, ruleId }) => type === 'submitted' && ruleId === id)?.at ?? null,
    named: namedParameters(shown.parameters),
    explainedBy: [...new Set(judged?.explanations.map(({ by }) => by))],
    // To submit a draft makes its report: that it has none is nothing to mend.
    missing: !isOpen || (row.state === 'draft' && judged === null) ? [] : missingIn(judged),
  })
}

/** All versions, newest first. */
export async function listRules(ctx: Context): Promise<Result<readonly RuleSummary[], Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const [rows] = await ctx.database.read([ruleVersionsByState({ limit: 200 })])
  return ok(rows.map(summaryOf))
}

type Asked = { readonly statement: Statement<RuleVersionRow>; readonly otherwise: Failure }

/**
 * The statement that reads the version meant, and what is so when there is none. A version stays readable by its number
 * after a later one took its place: explanations and documents cite it.
 */
export function versionAsked(
  ctx: Context,
  itemCode: string,
  { on: asOf, version }: WhichVersion,
): Result<Asked, Failure> {
  if (version !== undefined)
    return ok({
      statement: ruleVersionNumbered({ itemCode, version: Number(version) }),
      otherwise: { code: 'notFound', what: 'rules' },
    })
  const on = asOf === undefined ? civilDateAt(ctx.clock.now()) : civilDate(asOf)
  if (on === undefined) return fail(NOT_A_DATE)
  const item = findItem(itemCode, on)
  if (!item.ok) return item
  return ok({
    statement: ruleVersionInForce({ itemCode, on }),
    otherwise: { code: 'noRulesInForce', itemCode },
  })
}

export function readable(row: RuleVersionRow) {
  const plan = parsePlan(row.plan)
  const parameters = parseParameters(row.parameters)
  return {
    ...summaryOf(row),
    tables: printPlan(plan).map((table) => withParameters(table, parameters)),
    expressions: printExpressions(plan),
    parameters,
  }
}

/** Notes name the region's parameters as `{parameters.minimumAge}`; people read the value. */
function withParameters(table: PrintedTable, parameters: { readonly [name: string]: Json }): PrintedTable {
  const told = (note: string) =>
    note.replaceAll(/\{parameters\.(\w+)\}/g, (whole, name: string) => {
      const value = parameters[name]
      return value === undefined || value === null ? whole : String(value)
    })
  return { ...table, rows: table.rows.map((row) => ({ ...row, notes: row.notes.map(told) })) }
}

const NOT_A_DATE: Failure = {
  code: 'invalidInput',
  errors: [{ pointer: '/query/on', zh: '应为 YYYY-MM-DD 的日期。', en: 'Must be a date, YYYY-MM-DD.' }],
}

/** Guarantee: the text was written by `draftRules` from parameters that passed the item's schema. */
const parseParameters = (text: string) => JSON.parse(text) as { readonly [name: string]: Json }
