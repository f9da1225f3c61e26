import {
  type DecisionRecord,
  decide,
  type Flip,
  loadPlan,
  type Model,
  type Plan,
  type ShadowReport,
  shadowing,
} from '@tongban/decisions'
import { canonicalJson, type Json } from '@tongban/kernel'
import { decisionsByRule, type PastDecisionRow, type RuleSummaryRow } from '@tongban/store'
import * as z from 'zod'
import { readRecord } from '../../cases/open-record.ts'
import type { Context } from '../../context.ts'
import { keysOfPage } from '../../replay/keys-of-page.ts'
import { addGroups, groupOf, REFUSED_BY_PERSON, type Totals, withoutValues } from './totals.ts'

/**
 * Past cases of an item decided again by a new version of its rules, a page at a time. They are compared with what the
 * rules in force would decide today, so that what an earlier publication changed is not held against this one. Nothing
 * happens to the cases.
 */
const PAGE = 400
/** Versions looked through for one page: most have decided little or nothing. */
const MOST_READS = 50

const cursorSchema = z.strictObject({ version: z.int(), at: z.int(), row: z.int() })
type Cursor = z.infer<typeof cursorSchema>

const NOTHING_YET = { at: 0, row: 0 }
export const FIRST_PAGE = JSON.stringify({ version: 0, ...NOTHING_YET } satisfies Cursor)

export type PastPage = {
  readonly totals: Totals
  readonly flips: readonly Flip[]
  /** Where the next page begins; null when there is none. */
  readonly cursor: string | null
}

export type Compared = {
  readonly itemCode: string
  readonly plan: Plan
  /** The rules in force; null before an item has any. */
  readonly base: { readonly hash: string; readonly plan: Plan } | null
  /** All versions of the item. */
  readonly versions: readonly RuleSummaryRow[]
}

export async function pastPage(ctx: Context, compared: Compared, from: string): Promise<PastPage> {
  const { itemCode, versions } = compared
  const rows: PastDecisionRow[] = []
  let cursor: Cursor | null = cursorSchema.parse(JSON.parse(from))
  for (let reads = 0; reads < MOST_READS && cursor !== null && rows.length < PAGE; reads += 1) {
    const version: RuleSummaryRow | undefined = nextVersion(versions, cursor)
    if (version === undefined) {
      cursor = null
      break
    }
    const after: Omit<Cursor, 'version'> = version.version === cursor.version ? cursor : NOTHING_YET
    const limit = PAGE - rows.length
    const [read]: readonly [readonly PastDecisionRow[]] = await ctx.database.read([
      decisionsByRule({
        ruleHash: version.hash,
        itemCode,
        afterAt: after.at,
        afterRow: after.row,
        limit,
      }),
    ])
    rows.push(...read)
    const last: PastDecisionRow | undefined = read.length === limit ? read.at(-1) : undefined
    cursor =
      last === undefined
        ? { version: version.version + 1, ...NOTHING_YET }
        : { version: version.version, at: last.at, row: last.rowid }
  }
  const isDone = cursor === null || nextVersion(versions, cursor) === undefined
  return { ...(await decideAgain(ctx, compared, rows)), cursor: isDone ? null : JSON.stringify(cursor) }
}

/** Versions of the same content decided the same cases: each content is gone through once. */
function nextVersion(versions: readonly RuleSummaryRow[], cursor: Cursor): RuleSummaryRow | undefined {
  const published = versions
    .filter(({ state }) => state === 'published')
    .toSorted((left, right) => left.version - right.version)
  return published
    .filter(({ hash }, at) => published.findIndex((other) => other.hash === hash) === at)
    .find(({ version }) => version >= cursor.version)
}

async function decideAgain(
  ctx: Context,
  { plan, base }: Compared,
  rows: readonly PastDecisionRow[],
): Promise<Omit<PastPage, 'cursor'>> {
  const keys = await keysOfPage(ctx, rows)
  const run = shadowing(null, plan)
  const old = base === null ? null : loadPlan(base.plan)
  const found: Found = { flips: [], notReproduced: [], groups: {}, alreadyDifferent: 0 }
  for (const row of rows) {
    const { caseNumber: id, erasedOn } = row
    if (erasedOn !== null) {
      run.add({ id, facts: null, receivedOn: '', outcome: 'refer' })
      continue
    }
    const record = await readRecord({ keys }, row)
    if (!record.ok) {
      found.notReproduced.push(id)
      continue
    }
    const then = old === null ? recorded(record.value) : sideOf(old, record.value)
    if (old !== null && !isSame(then, recorded(record.value))) {
      if (row.ruleHash === base?.hash) found.notReproduced.push(id)
      else found.alreadyDifferent += 1
    }
    const { facts, receivedOn, extra } = record.value
    const flip = run.add({ id, facts, receivedOn, extra, ...then })
    if (flip !== null) addFlip(found, flip, row.state)
  }
  return { totals: totalsOf(run.report(), found, rows.length), flips: found.flips }
}

type Found = {
  readonly flips: Flip[]
  readonly notReproduced: string[]
  groups: Totals['groups']
  alreadyDifferent: number
}
type Side = Pick<DecisionRecord, 'outcome' | 'result'> & { readonly rules: readonly string[] }

function sideOf(model: Model, { facts, receivedOn, extra }: DecisionRecord): Side {
  return recorded(decide({ model, facts, receivedOn, extra }))
}

function recorded({
  outcome,
  result,
  hindrances,
  competent,
}: Pick<DecisionRecord, 'outcome' | 'result' | 'hindrances' | 'competent'>): Side {
  const ofCompetence = outcome === 'elsewhere' && competent.rule !== null ? [competent.rule] : []
  return { outcome, result, rules: [...new Set([...ofCompetence, ...hindrances.map(({ rule }) => rule)])] }
}

const isSame = (left: Side, right: Side) => canonicalJson(asJson(left)) === canonicalJson(asJson(right))
/** Guarantee: outcome, result and rules of a decision are plain JSON. */
const asJson = (side: Side) => side as unknown as Json

function addFlip(found: Found, flip: Flip, state: string | null): void {
  const isRefused = state === 'refused' && flip.to.outcome === 'approve'
  const id = isRefused ? REFUSED_BY_PERSON : groupOf(flip)
  found.flips.push(flip)
  found.groups = addGroups(found.groups, { [id]: { cases: 1, sample: withoutValues(flip) } })
}

function totalsOf(shadow: ShadowReport, found: Found, cases: number): Totals {
  const { replayed, erased, different, resultsOnly, outcomes, rules } = shadow
  const { notReproduced, alreadyDifferent, groups } = found
  return {
    cases,
    replayed,
    erased,
    alreadyDifferent,
    different,
    resultsOnly,
    outcomes,
    rules,
    notReproduced,
    groups,
  }
}
