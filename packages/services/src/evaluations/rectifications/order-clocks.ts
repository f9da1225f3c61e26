import { type RegionProfile, staffOn } from '@tongban/catalogue'
import type { BegunOrderClock, OrderClock, OrderClockChanges } from '@tongban/evaluations'
import type { Role } from '@tongban/kernel'
import type { RectificationRow, Statement } from '@tongban/store'
import type { WatchedClock } from '@tongban/supervision'
import { departmentOfWindow } from '../../cases/service-events.ts'
import type { Context } from '../../context.ts'
import { endWatch, type Watching, watchFirst } from '../../supervision/watch.ts'

/**
 * The clocks of an order 整改单 as they are watched: what the department owes stands with it, what the body that sees to the
 * mending 整改督促机构 owes with that. Each is the region's own promise (国办发〔2019〕51号; contact within one working day as
 * 上海市优化营商环境条例 30 has it), in working days from the day after it began.
 */
export type ClockedOrder = Pick<RectificationRow, 'number' | 'itemCode' | 'department' | 'window'>

const LAW: Readonly<Record<OrderClock, string>> = {
  contact: '国办发〔2019〕51号和本地区好差评规则的差评核实期限',
  rectify: '国办发〔2019〕51号和本地区好差评规则的差评整改期限',
  callBack: '国办发〔2019〕51号和本地区好差评规则的整改回访期限',
  judge: '国办发〔2019〕51号和本地区好差评规则的申诉裁定期限',
}

export function clockStatements(
  ctx: Watching & Pick<Context, 'region'>,
  order: ClockedOrder,
  { begin, end }: OrderClockChanges,
): readonly Statement[] {
  return [
    ...(end.length === 0 ? [] : [endWatch(ctx, { kind: 'rectification', subject: order.number, keys: end })]),
    ...watchFirst(
      ctx,
      begin.map((clock) => watchedClock(ctx, order, clock)),
    ),
  ]
}

function watchedClock(
  { region }: Pick<Context, 'region'>,
  { number, itemCode, department, window }: ClockedOrder,
  { key, clock, owedBy, fromAt, fromOn, workdays, dueOn, dueAt, provisional }: BegunOrderClock,
): WatchedClock {
  const isOfBody = owedBy === 'rectificationBody'
  return {
    kind: 'rectification',
    subject: number,
    key,
    step: clock === 'contact' && isOfBody ? 'sealedContact' : clock,
    basis: 'promise',
    law: LAW[clock],
    scope: 'whole',
    itemCode,
    department: isOfBody ? bodyFor(region, ratedDepartments({ department, window }), fromOn) : department,
    person: null,
    fromAt,
    fromOn,
    unit: 'workday',
    length: workdays,
    dueOn,
    dueAt,
    provisional,
    status: 'running',
    stoppedAt: null,
  }
}

/**
 * Whom a rating is about: the department whose matter it is and, of a service at a general window, the one that keeps the
 * window. Neither sees to its own mending.
 */
export function ratedDepartments({
  department,
  window,
}: Pick<RectificationRow, 'department' | 'window'>): readonly [string, ...string[]] {
  const keeper = window === null ? undefined : departmentOfWindow(window)
  return keeper === undefined || keeper === department ? [department] : [department, keeper]
}

/** Who acts for the body that sees to the mending; the head of government where the region's service centre itself was rated. */
export const BODY_ROLES = ['callback', 'supervisor', 'governmentHead'] as const satisfies readonly Role[]

/**
 * The department that sees to the mending of another's orders: the first that is not among those rated and where somebody calls back that
 * day, else where somebody supervises, else the government. Where a region has named nobody the clock stays with the
 * department, and its urging goes up the ladder to the supervising body.
 */
export function bodyFor(
  { departments }: Pick<RegionProfile, 'departments'>,
  rated: readonly [string, ...string[]],
  on: string,
): string {
  const others = departments.filter(({ code }) => !rated.includes(code))
  const holders = BODY_ROLES.map((role) =>
    others.find((each) =>
      staffOn(each, on).some(({ post }) =>
        each.posts.some(({ code, roles }) => code === post && roles.includes(role)),
      ),
    ),
  )
  return holders.find((each) => each !== undefined)?.code ?? rated[0]
}
