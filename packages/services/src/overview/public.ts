import { type ShownRow, shownTable } from '@tongban/evaluations'
import { type Rate, rateOf } from '@tongban/kernel'
import { countItems, eventCursor, type ItemMonthRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { FIGURES, isCaughtUp } from '../figures/roll-up.ts'
import { type Coded, itemOf } from '../supervision/notices/coded.ts'
import { endsAt, type Month } from './month.ts'

/**
 * The public cut of handling as it is made of one month, which is done once (`frozen.ts`): one table of items by how they were
 * decided, with its totals. A case is in one column alone, so that the counts withheld below five hide one another exactly as those of the evaluations do. 政府信息公开条例 20;
 * one table and no spans of months: no two answers can be subtracted from one another.
 */
export type PublicHandlingLine = {
  /** One; several where they are merged; none in the line of all. */
  readonly items: readonly Coded[]
  readonly handled: number
  /** Null: withheld. */
  readonly instant: number | null
  readonly withinLimit: number | null
  readonly late: number | null
  readonly onTime: Rate | null
  readonly instantShare: Rate | null
}
export type HandlingCut = {
  /** Null: fewer than five were handled in all. */
  readonly all: PublicHandlingLine | null
  readonly items: readonly PublicHandlingLine[]
}

const defined = (code: string, zh: string, en: string, zhDefinition: string, enDefinition: string) => ({
  code,
  name: { zh, en },
  definition: { zh: zhDefinition, en: enDefinition },
})
export const PUBLIC_HANDLING_DEFINITIONS = [
  defined(
    'handled',
    '办结数',
    'handled',
    '本机关在当月作出结果的办件：准予、不予、不予受理（含不受理）、退回材料。',
    'Cases the organ ended in the month: granted, refused, not accepted, papers returned.',
  ),
  defined(
    'instant',
    '秒批',
    'instant',
    '由已公布的规则在收件的同一次答复中自动批准的办件。秒批占比＝秒批÷办结数。',
    'Cases approved by published rules in the very answer to the application; the share is of those handled.',
  ),
  defined(
    'withinLimit',
    '其他未超期办结',
    'otherwise within the limit',
    '不是秒批、没有超过任何期限的办件，含没有期限的。',
    'Not instant, and no limit was broken; those without a limit included.',
  ),
  defined(
    'late',
    '超期办结',
    'late',
    '超过承诺时限或者法定时限（含地方性规定）办结的办件。',
    'Decided after the promised limit or that of the law, local law included.',
  ),
  defined(
    'onTime',
    '未超期办结率',
    'not late',
    '（办结数－超期办结）÷办结数。',
    'Those handled less those late, of those handled.',
  ),
  defined(
    'suppression',
    '小数处理',
    'small counts',
    '办结少于5件的事项合并；1至4的数量不公布，并另隐去必要的数量，使其不能由合计推算。会泄露它们的比率同样不公布。',
    'Items with fewer than 5 are merged. Counts of 1 to 4 are withheld, with as many others as it takes that totals do not give them away; so are the rates that would.',
  ),
] as const

const MOST_ROWS = 1000

/** What is published of a month, and until when all is counted; undefined: not everything that happened in it is counted yet. */
export async function makeHandlingCut(
  ctx: Pick<Context, 'calendar' | 'clock' | 'database'>,
  month: Month,
): Promise<{ readonly cut: HandlingCut; readonly countedUntil: number } | undefined> {
  const [rows, [cursor]] = await ctx.database.read([
    countItems({ from: month.from, until: month.until, limit: MOST_ROWS }),
    eventCursor({ name: FIGURES }),
  ])
  const countedUntil = cursor?.caughtUpAt ?? null
  if (countedUntil === null || !isCaughtUp(ctx, cursor, endsAt(month))) return undefined
  const shown = shownTable(rows.map((row) => ({ code: row.itemCode, counts: columnsOf(row) })))
  const now = ctx.clock.now()
  const named = (code: string) => itemOf(code, now) ?? { code, zh: code, en: code }
  const all = shown === null ? null : lineOf(shown.totals, named)
  const items = shown === null ? [] : shown.rows.map((row) => lineOf(row, named))
  return { cut: { all, items }, countedUntil }
}

/** Each case in one of them: at once, otherwise within its limit, late. What was approved at once broke no limit. */
export function columnsOf({
  decided,
  bound,
  onTime,
  instant,
}: Omit<ItemMonthRow, 'itemCode'>): readonly number[] {
  const late = bound - onTime
  return [instant, decided - instant - late, late]
}

function lineOf(
  { codes, total, counts: [instant = null, withinLimit = null, late = null] }: ShownRow<string>,
  named: (code: string) => Coded,
): PublicHandlingLine {
  return {
    items: codes.map(named),
    handled: total,
    instant,
    withinLimit,
    late,
    onTime: late === null ? null : rateOf(total - late, total),
    instantShare: instant === null ? null : rateOf(instant, total),
  }
}
