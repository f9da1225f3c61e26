import { civilDateAt } from '@tongban/calendar'
import { type Level, type OrderSource, openOrderNow, orderTermsOf } from '@tongban/evaluations'
import { canonicalJson, type EpochMs } from '@tongban/kernel'
import {
  insertRectification,
  insertRectificationStep,
  type RectificationRow,
  type Statement,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import type { PolicyInForce } from '../policies/in-force.ts'
import { drawNumber } from './number.ts'
import { clockStatements } from './order-clocks.ts'
import { columnsOf, dueInstants } from './order-row.ts'

/**
 * Opens an order 整改单 for a bad rating or a finding 差评即生成整改单: the statements that go into the batch of its cause, so
 * that no bad rating is without one. The order goes by the policy it was opened under for its life. One source opens one
 * order: a second conflicts in `rectifications`.
 */
export type OrderToOpen = {
  readonly source: OrderSource
  /** Id of the rating's first revision, or of the review. */
  readonly sourceId: string
  readonly caseNumber: string | null
  readonly serviceNumber: number | null
  readonly itemCode: string | null
  readonly department: string
  readonly window: string | null
  readonly level: Level | null
  /** The department does not learn who it was. */
  readonly anonymous: boolean
  /** In force on the day of the service; of a review, on its own day. */
  readonly policy: PolicyInForce
  readonly at: EpochMs
}

export type OpenedOrder = { readonly number: string; readonly statements: readonly Statement[] }

export function openOrder(
  ctx: Pick<Context, 'clock' | 'calendar' | 'policies' | 'region' | 'ids'>,
  { policy: { id: policyId, policy }, anonymous: sealed, at, department, ...given }: OrderToOpen,
): OpenedOrder {
  const number = drawNumber(ctx, at)
  const { step, data, order, clocks } = openOrderNow(
    { department, sealed, actorIndex: MACHINE, terms: orderTermsOf(policy) },
    { now: at, calendar: ctx.calendar },
  )
  const unset = { contactDueAt: at, rectifyDueAt: at }
  const row: RectificationRow = {
    ...given,
    ...columnsOf(order),
    ...dueInstants(unset, clocks),
    number,
    department,
    anonymous: sealed ? 1 : 0,
    policy: policyId,
    openedAt: at,
    openedOn: civilDateAt(at),
    updatedAt: at,
  }
  return {
    number,
    statements: [
      insertRectification(row),
      insertRectificationStep({
        order: number,
        seq: step.seq,
        type: step.type,
        at,
        actorIndex: step.actorIndex,
        side: step.side,
        data: canonicalJson(data),
        textsEnc: null,
      }),
      ...clockStatements(ctx, row, clocks),
    ],
  }
}

/** Who acted where nobody did. */
const MACHINE = 'machine'
