import { ORDER_SOURCES, ORDER_STATES } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import type { ReviewRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf, itemOf } from '../../supervision/notices/coded.ts'
import { redactedWords } from '../ratings/redacted.ts'
import { optionsCoded } from '../rectifications/read.ts'
import { codedBy, dayOf } from '../rectifications/view.ts'
import { type ReviewWords, reviewWords } from './words.ts'

/** What was said apart from ratings, as officials and whoever said it read it again. */
export type ReviewView = {
  readonly id: string
  readonly kind: Coded
  readonly department: Coded
  readonly item: Coded | null
  readonly caseNumber: string | null
  readonly level: number | null
  readonly options: readonly Coded[]
  readonly anonymous: boolean
  readonly text: string | null
  readonly finder: string | null
  /** For whoever left it alone: who mends it reads it in the order. */
  readonly contact: ReviewWords['contact']
  readonly on: string
  /** Null where the instant would tell who it was. */
  readonly at: EpochMs | null
  /** The order it opened; null: it was not bad. */
  readonly orderNumber: string | null
  /** How that stands. */
  readonly orderState: Coded | null
}

export async function reviewView(
  ctx: Pick<Context, 'keys' | 'region'>,
  row: ReviewRow & { readonly orderNumber: string | null; readonly orderState: string | null },
  { sealed, own }: { readonly sealed: boolean; readonly own: boolean },
): Promise<ReviewView> {
  const { text, finder, contact } = await reviewWords(ctx, row)
  return {
    id: row.id,
    kind: codedBy(ORDER_SOURCES, row.kind),
    department: departmentOf(ctx, row.department),
    item: itemOf(row.itemCode, row.at),
    caseNumber: sealed ? null : row.caseNumber,
    level: row.level,
    options: optionsCoded(row),
    anonymous: row.anonymous === 1,
    text: sealed && text !== null ? redactedWords(text) : text,
    finder,
    contact: own ? contact : null,
    on: dayOf(row.at),
    at: sealed ? null : row.at,
    orderNumber: row.orderNumber,
    orderState: row.orderState === null ? null : codedBy(ORDER_STATES, row.orderState),
  }
}
