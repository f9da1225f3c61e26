import { type OverdueRow, overdueAnswers, unresolvedAlarms } from '@tongban/store'
import { ALARM_PATIENCE_MS, HANDOVER_STEPS } from '@tongban/supervision'
import type { Context } from '../../context.ts'
import type { FinderPlace } from './place.ts'
import { dayOf, type Found } from './write.ts'

/**
 * What somebody owes and has not given: a receipt, a reply, a hand-over to a partner, an end to an alarm of the exchange. By
 * the instant at which it became due, so that what was looked at once is not read again.
 */
export const OWED_ROWS = 500

export type OwedPage = {
  readonly found: readonly Found[]
  readonly place: Pick<FinderPlace, 'due' | 'alarm'>
  readonly more: boolean
}

export async function findOwed(ctx: Context, place: FinderPlace): Promise<OwedPage> {
  const now = ctx.clock.now()
  const { due, alarm } = place
  const [clocks, alarms] = await ctx.database.read([
    overdueAnswers({ ...due, until: now, steps: JSON.stringify(HANDOVER_STEPS), limit: OWED_ROWS }),
    unresolvedAlarms({ ...alarm, until: now - ALARM_PATIENCE_MS, limit: OWED_ROWS }),
  ])
  const lastClock = clocks.at(-1)
  const lastAlarm = alarms.at(-1)
  return {
    found: [
      ...clocks.map(overdue),
      ...alarms.map(
        ({ kind, partner, subject, at }): Found => ({
          cause: 'exchangeAlarm',
          kind: 'alarm',
          subject: `${kind}/${partner}/${subject}`,
          occasion: String(at),
          step: kind,
          law: '跨域交换异常应当及时处理',
          itemCode: null,
          department: '',
          person: null,
          count: Math.floor((now - at) / 3_600_000),
          fromAt: at,
          untilAt: now,
          on: dayOf(at),
        }),
      ),
    ],
    place: {
      due:
        lastClock === undefined
          ? due
          : {
              at: lastClock.dueAt,
              kind: lastClock.kind,
              subject: lastClock.subject,
              key: lastClock.clockKey,
            },
      alarm: lastAlarm ?? alarm,
    },
    more: clocks.length === OWED_ROWS || alarms.length === OWED_ROWS,
  }
}

const overdue = (row: OverdueRow): Found => ({
  cause: row.kind === 'notice' ? 'unanswered' : 'lateHandover',
  kind: row.kind,
  subject: row.subject,
  occasion: `${row.clockKey}/${row.epoch}`,
  step: row.step,
  law: row.law,
  itemCode: row.itemCode,
  department: row.department,
  post: row.post,
  person: row.person,
  count: 1,
  fromAt: row.fromAt,
  untilAt: row.dueAt,
  on: dayOf(row.fromAt),
})
