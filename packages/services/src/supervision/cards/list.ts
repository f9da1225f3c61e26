import { civilDateAt } from '@tongban/calendar'
import { type Failure, ok, type Result } from '@tongban/kernel'
import {
  type CardRow,
  cardPage,
  cardPageOfDepartment,
  cardPageOfState,
  cardPageOfSubject,
  type Statement,
} from '@tongban/store'
import type { CardCause, CardState, Colour } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { delegationsTo } from '../../delegations/in-force.ts'
import { latestPage, openBefore } from '../../lists/latest-first.ts'
import { departmentShown, supervised, takerOf } from '../supervised.ts'
import { type ListedCard, listedCard } from './view.ts'

/** One page of cards, the latest first, by one index: of a subject, of a department, in a state, or all. */
export type CardQuery = {
  readonly state?: CardState | undefined
  readonly colour?: Colour | undefined
  readonly cause?: CardCause | undefined
  readonly department?: string | undefined
  readonly item?: string | undefined
  readonly subject?: string | undefined
  /** Those nobody looked at in time. */
  readonly lapsed?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type CardPage = {
  readonly asOf: number
  readonly cards: readonly ListedCard[]
  readonly cursor: string | null
}

export async function listCards(ctx: Context, query: CardQuery): Promise<Result<CardPage, Failure>> {
  const official = supervised(ctx)
  if (!official.ok) return official
  const department = departmentShown(ctx, query.department)
  if (!department.ok) return department
  const { state = null, colour = null, cause = null, item = null, subject = null, limit } = query
  const lapsed = query.lapsed === true ? 1 : 0
  const asked = JSON.stringify(['cards', department.value, state, colour, cause, item, subject, lapsed])
  const before = await openBefore(ctx.keys, query.cursor, asked)
  if (!before.ok) return before
  const now = ctx.clock.now()
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [rows, delegations] = await ctx.database.read([
    statementFor({
      state,
      colour,
      cause,
      department: department.value,
      item,
      subject,
      lapsed,
      ...before.value,
      limit: limit + 1,
    }),
    delegationsTo(index, civilDateAt(now)),
  ])
  const page = await latestPage(ctx.keys, rows, limit, ({ proposedAt: at, id }) => ({ at, id }), asked)
  const taker = await takerOf(ctx, official.value, delegations)
  return ok({ asOf: now, cards: page.rows.map((row) => listedCard(ctx, row, taker)), cursor: page.cursor })
}

function statementFor(filters: Parameters<typeof cardPage>[0]): Statement<CardRow> {
  if (filters.subject !== null) return cardPageOfSubject(filters)
  if (filters.department !== null) return cardPageOfDepartment(filters)
  return filters.state === null ? cardPage(filters) : cardPageOfState(filters)
}
