import { monthOf, type Tally, tallyOfOrder } from '@tongban/evaluations'
import { canonicalJson, type Json } from '@tongban/kernel'
import { keepOrderFigures, ordersToCount, type RolledOrderRow, type Statement } from '@tongban/store'
import type { Context } from '../../context.ts'
import { orderSource } from './cell.ts'
import type { Differences } from './differences.ts'

/**
 * What orders 整改单 count as now, in place of what is kept of each; and the statements that keep it. Whether a limit was over
 * comes from the watched clocks, which follow the calendar, and may change without a step: time alone does it.
 */
const AT_ONCE = 400

export async function countOrders(
  { database }: Pick<Context, 'database'>,
  numbers: readonly string[],
  { now, isAnew }: { readonly now: number; readonly isAnew: boolean },
  differences: Differences,
): Promise<readonly Statement[]> {
  const statements: Statement[] = []
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const some = JSON.stringify(numbers.slice(at, at + AT_ONCE))
    const [rows] = await database.read([ordersToCount({ numbers: some, now })])
    const kept = rows.map((row) => {
      const tally = tallyOf(row)
      differences.change(row.counted === null || isAnew ? undefined : tallyIn(row.counted), tally)
      return { number: row.number, counted: canonicalJson(asJson(tally)), overdue: row.overdue }
    })
    statements.push(keepOrderFigures({ rows: JSON.stringify(kept) }))
  }
  return statements
}

function tallyOf(row: RolledOrderRow): Tally {
  const { source, department, window, itemCode, channel, servedOn, openedOn, round } = row
  return tallyOfOrder({
    cell: {
      month: monthOf(servedOn ?? openedOn),
      department,
      window: window ?? '',
      itemCode: itemCode ?? '',
      channel: channel ?? '',
    },
    source: orderSource(source),
    isReplied: row.replied === 1,
    isOverdue: row.overdue === 1,
    isCalledBack: row.calledBack === 1,
    isClosed: row.state === 'closed',
    round,
    appeal: appealOf(row.appeal),
  })
}

const APPEALS = ['none', 'open', 'upheld', 'rejected'] as const
function appealOf(name: string) {
  const appeal = APPEALS.find((each) => each === name)
  if (appeal === undefined) throw new Error(`an appeal is never ${name}`)
  return appeal
}

/** Guarantee: a tally holds texts and lists of texts. */
const asJson = (tally: unknown) => tally as Json
/** Guarantee: the text was written by `countOrders`. */
const tallyIn = (text: string) => JSON.parse(text) as Tally
