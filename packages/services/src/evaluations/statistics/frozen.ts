import { addDays, addMonths, civilDate, civilDateAt, startOfDayAt } from '@tongban/calendar'
import {
  monthOf,
  STATISTIC_DEFINITIONS,
  type StatisticDefinition,
  SUPPRESSION_DEFINITION,
} from '@tongban/evaluations'
import {
  type CivilDate,
  canonicalJson,
  type EpochMs,
  type Failure,
  fail,
  type Json,
  ok,
  type Result,
} from '@tongban/kernel'
import {
  countedMonths,
  insertPublicCut,
  latestPublicCut,
  type PublicCutRow,
  type PublishedEvaluationPolicyRow,
  publicCutOf,
  publishedEvaluationPolicies,
} from '@tongban/store'
import { DEMONSTRATION } from '../../applications/answer.ts'
import type { Context } from '../../context.ts'
import { amendableUntil, rateableUntil } from '../invitations/until.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'
import { makePublicCut, type PublicCut } from './public.ts'

/**
 * The public cut of a month is made once and never again: when nothing given in it can be rated or amended any more. Made anew each
 * day, two of its answers could be subtracted, and a single rating read from the difference. Until then the last month that is
 * done is shown, and says which it is. What comes later, of a partner or by an appeal, changes what officials see alone.
 */
export type PublicStatistics = Omit<PublicCut, 'all'> & {
  readonly region: string
  /** Null: no month has been published yet. */
  readonly month: string | null
  /** When it was made; everything written before is counted. */
  readonly asOf: EpochMs | null
  /** The month asked for, or the next, and the day from which it is published; null: what was asked for is shown. */
  readonly awaiting: { readonly month: string; readonly fromOn: CivilDate } | null
  readonly notice: string | null
  readonly all: PublicCut['all']
  readonly definitions: readonly StatisticDefinition[]
}

type Reading = Pick<Context, 'clock' | 'database' | 'environment' | 'region'>

export async function readPublicStatistics(
  ctx: Reading,
  asked: string | undefined,
): Promise<Result<PublicStatistics, Failure>> {
  const today = civilDateAt(ctx.clock.now())
  if (asked !== undefined && asked >= monthOf(today))
    return fail({ code: 'invalidInput', errors: [NOT_OVER] })
  const [[one], [latest], [counted], policies] = await ctx.database.read([
    publicCutOf({ month: asked ?? '' }),
    latestPublicCut({}),
    countedMonths({}),
    publishedEvaluationPolicies({ today }),
  ])
  if (one !== undefined) return ok(answer(ctx, one, null))
  // The oldest that is counted comes next, or the one that is just over.
  const last = monthFrom(monthOf(today), -1)
  const first = counted === undefined || counted.first > last ? last : counted.first
  // Before the first nothing is ever published, and nothing is to be waited for.
  if (asked !== undefined && asked < (latest?.month ?? first))
    return fail({ code: 'invalidInput', errors: [NOT_PUBLISHED] })
  const month = asked ?? (latest === undefined ? first : monthFrom(latest.month, 1))
  return ok(answer(ctx, latest, { month, fromOn: civilDateAt(closesAt(policies, month)) }))
}

function answer(
  { region, environment }: Pick<Reading, 'region' | 'environment'>,
  row: PublicCutRow | undefined,
  awaiting: PublicStatistics['awaiting'],
): PublicStatistics {
  return {
    region: region.code,
    month: row?.month ?? null,
    asOf: row?.madeAt ?? null,
    awaiting,
    notice: environment === 'development' ? DEMONSTRATION : null,
    ...(row === undefined ? NOTHING : cutIn(row.cut)),
    definitions: [...STATISTIC_DEFINITIONS, SUPPRESSION_DEFINITION],
  }
}

/** Guarantee: the text was written by `freezePublicCuts`. */
const cutIn = (text: string) => JSON.parse(text) as PublicCut
const NOTHING: PublicCut = {
  all: null,
  departments: [],
  channels: [],
  options: [],
  orders: null,
  excluded: 0,
  defaults: 0,
  passedOn: 0,
  findings: 0,
}

/** Months made in one run; the others follow in the next. */
const AT_ONCE = 3

/** Makes the cuts of the months that have closed, the oldest first, once everything until then is counted. */
export async function freezePublicCuts(
  ctx: Pick<Context, 'clock' | 'database' | 'region'>,
): Promise<readonly string[]> {
  const now = ctx.clock.now()
  const today = civilDateAt(now)
  const [[latest], [counted], policies] = await ctx.database.read([
    latestPublicCut({}),
    countedMonths({}),
    publishedEvaluationPolicies({ today }),
  ])
  if (counted === undefined) return []
  const frozen: string[] = []
  let month = latest === undefined ? counted.first : monthFrom(latest.month, 1)
  while (frozen.length < AT_ONCE && month < monthOf(today)) {
    const closedAt = closesAt(policies, month)
    if (closedAt > now) break
    const { cut, countedUntil } = await makePublicCut(ctx, month)
    if (countedUntil === null || countedUntil < closedAt) break
    await ctx.database.write([
      insertPublicCut({ month, cut: canonicalJson(asJson(cut)), madeAt: countedUntil }),
    ])
    frozen.push(month)
    month = monthFrom(month, 1)
  }
  return frozen
}

/** Guarantee: a cut holds texts, numbers, lists and nulls. */
const asJson = (cut: unknown) => cut as Json

/** The first instant at which nothing given in the month can be rated or amended any more. */
function closesAt(policies: readonly PublishedEvaluationPolicyRow[], month: string): EpochMs {
  let closedAt = 0
  for (let day = firstOf(month); monthOf(day) === month; day = addDays(day, 1)) {
    const { policy } = evaluationPolicyOn(policies, day)
    const ratedUntil = rateableUntil(policy, startOfDayAt(day))
    closedAt = Math.max(closedAt, amendableUntil(policy, ratedUntil - 1))
  }
  return closedAt
}

function firstOf(month: string): CivilDate {
  const first = civilDate(`${month}-01`)
  if (first === undefined) throw new Error(`no month: ${month}`)
  return first
}
const monthFrom = (month: string, months: number): string => monthOf(addMonths(firstOf(month), months))

const NOT_OVER = {
  pointer: '/query/month',
  zh: '只公布已经结束的月份。',
  en: 'Only months that are over are published.',
}
const NOT_PUBLISHED = {
  pointer: '/query/month',
  zh: '该月没有公布的统计。请查看以后的月份。',
  en: 'Nothing was published of this month. Ask for a later one.',
}
