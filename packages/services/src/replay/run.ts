import { type Plan, replay } from '@tongban/decisions'
import { type Failure, fail, holdsRole, ok, type Result, sha256Hex } from '@tongban/kernel'
import type { FieldKeys } from '@tongban/privacy'
import { plansOf, type StoredDecisionRow, storedDecisions } from '@tongban/store'
import { readRecord } from '../cases/open-record.ts'
import type { Context } from '../context.ts'
import { parsePlan } from '../rules/plans.ts'
import { keysOfPage } from './keys-of-page.ts'

/**
 * Decides every stored automatic decision again from its own record and the rules of its hash, a page at a time, and
 * names each that does not come out bit for bit as it was stored. Facts erased under the law stay erased and are told
 * as such. Says case numbers and what differs, never anybody's values. 个人信息保护法 24; DESIGN §4(4), (8).
 */
const PAGE = 250

/** What is not as it was stored: the record, the event that stands for it, its rules, or a part of the decision. */
export type ReplayPage = {
  /** Where the next page begins; null after the last decision. */
  readonly cursor: string | null
  readonly decisions: number
  readonly equal: number
  readonly erased: readonly (Named & { readonly erasedOn: string })[]
  readonly different: readonly (Named & { readonly what: string })[]
}
type Named = { readonly caseNumber: string; readonly seq: number }

export async function replayDecisions(
  ctx: Context,
  { cursor }: { readonly cursor?: string | undefined },
): Promise<Result<ReplayPage, Failure>> {
  if (!holdsRole(ctx.actor, 'auditor')) return fail({ code: 'notAllowed', need: '审计员 auditor' })
  const [rows] = await ctx.database.read([storedDecisions({ after: Number(cursor ?? 0), limit: PAGE })])
  const [plans, keys] = await Promise.all([plansFor(ctx, rows), keysOfPage(ctx, rows)])
  const erased: (Named & { erasedOn: string })[] = []
  const different: (Named & { what: string })[] = []
  for (const row of rows) {
    const { caseNumber, seq, erasedOn } = row
    if (erasedOn !== null) {
      erased.push({ caseNumber, seq, erasedOn })
      continue
    }
    const what = await differs(keys, row, plans.get(row.ruleId))
    if (what !== null) different.push({ caseNumber, seq, what })
  }
  const last = rows.at(-1)
  return ok({
    cursor: rows.length === PAGE && last !== undefined ? String(last.rowid) : null,
    decisions: rows.length,
    equal: rows.length - erased.length - different.length,
    erased,
    different,
  })
}

/** Null when it comes out as stored. */
async function differs(
  keys: FieldKeys,
  row: StoredDecisionRow,
  rules: { readonly hash: string; readonly plan: Plan } | undefined,
): Promise<string | null> {
  const record = await readRecord({ keys }, row)
  if (!record.ok) return 'record'
  if (!row.stands) return 'event'
  if (rules === undefined || rules.hash !== row.ruleHash || record.value.rulesHash !== row.ruleHash)
    return 'rules'
  if (record.value.outcome !== row.outcome) return 'outcome'
  const again = replay(record.value, rules.plan)
  return again.equal ? null : again.difference
}

/** The plans that these decisions were made by, each only if it still is what its hash says. */
async function plansFor(ctx: Context, rows: readonly StoredDecisionRow[]) {
  const ids = [...new Set(rows.map(({ ruleId }) => ruleId))]
  const plans = new Map<string, { readonly hash: string; readonly plan: Plan }>()
  if (ids.length === 0) return plans
  const [found] = await ctx.database.read([plansOf({ ids: JSON.stringify(ids) })])
  for (const { id, hash, plan } of found)
    if ((await sha256Hex(plan)) === hash) plans.set(id, { hash, plan: parsePlan(plan) })
  return plans
}
