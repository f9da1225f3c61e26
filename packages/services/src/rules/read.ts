import { civilDate, civilDateAt } from '@tongban/calendar'
import { claimOf, findItem } from '@tongban/catalogue'
import { type PrintedExpression, type PrintedTable, printExpressions, printPlan } from '@tongban/decisions'
import { type Failure, fail, type Json, ok, type Result } from '@tongban/kernel'
import {
  itemSwitch,
  type RuleVersionRow,
  ruleVersionById,
  ruleVersionInForce,
  ruleVersionsByState,
  ruleVersionsOfItem,
} from '@tongban/store'
import type { Context } from '../context.ts'
import type { Language } from './lexicon.ts'
import { parsePlan } from './plans.ts'
import { mayReadDrafts, RULE_READERS_NEEDED } from './readers.ts'
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
  const found = await publishedVersion(ctx, itemCode, which)
  if (!found.ok) return found
  const [[stop], versions] = await ctx.database.read([
    itemSwitch({ itemCode }),
    ruleVersionsOfItem({ itemCode }),
  ])
  const published = versions.filter(({ state }) => state === 'published')
  return ok({ ...readable(found.value), stopped: stop?.stopped === 1, versions: published.map(summaryOf) })
}

/** The DMN file of a published version, as it was published. */
export async function readRulesFile(
  ctx: Context,
  itemCode: string,
  which: WhichVersion,
): Promise<Result<string, Failure>> {
  const found = await publishedVersion(ctx, itemCode, which)
  return found.ok ? ok(found.value.dmn) : found
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

/** One version in any state, for those who publish and those who watch them. */
export async function readRules(
  ctx: Context,
  id: string,
): Promise<Result<Omit<PublishedRules, 'versions'>, Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const [[row]] = await ctx.database.read([ruleVersionById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'rules' })
  const [[stop]] = await ctx.database.read([itemSwitch({ itemCode: row.itemCode })])
  return ok({ ...readable(row), stopped: stop?.stopped === 1 })
}

/** All versions, newest first. */
export async function listRules(ctx: Context): Promise<Result<readonly RuleSummary[], Failure>> {
  if (!mayReadDrafts(ctx)) return fail(RULE_READERS_NEEDED)
  const [rows] = await ctx.database.read([ruleVersionsByState({ limit: 200 })])
  return ok(rows.map(summaryOf))
}

async function publishedVersion(
  ctx: Context,
  itemCode: string,
  { on, version }: WhichVersion,
): Promise<Result<RuleVersionRow, Failure>> {
  return version === undefined
    ? versionInForce(ctx, itemCode, on)
    : versionNumbered(ctx, itemCode, Number(version))
}

async function versionInForce(ctx: Context, itemCode: string, asOf: string | undefined) {
  const on = asOf === undefined ? civilDateAt(ctx.clock.now()) : civilDate(asOf)
  if (on === undefined) return fail(NOT_A_DATE)
  const item = findItem(itemCode, on)
  if (!item.ok) return item
  const [[row]] = await ctx.database.read([ruleVersionInForce({ itemCode, on })])
  return row === undefined ? fail({ code: 'noRulesInForce', itemCode } as const) : ok(row)
}

/** A version stays readable after a later one took its place: explanations and documents cite it. */
async function versionNumbered(ctx: Context, itemCode: string, version: number) {
  const [versions] = await ctx.database.read([ruleVersionsOfItem({ itemCode })])
  const named = versions.find((each) => each.version === version && each.state === 'published')
  if (named === undefined) return fail({ code: 'notFound', what: 'rules' } as const)
  const [[row]] = await ctx.database.read([ruleVersionById({ id: named.id })])
  return row === undefined ? fail({ code: 'notFound', what: 'rules' } as const) : ok(row)
}

function readable(row: RuleVersionRow) {
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
