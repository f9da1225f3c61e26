import { civilDateAt } from '@tongban/calendar'
import { foldOrder, type RectificationOrder, storedOrderStep } from '@tongban/evaluations'
import { type Failure, fail, type Official, ok, type Result } from '@tongban/kernel'
import {
  applicationOfRectification,
  filesOfRectification,
  type OrderSubject,
  type RectificationFileRow,
  type RectificationRow,
  type RectificationStepRow,
  rectificationByNumber,
  type SealedApplication,
  stepsOfRectification,
  subjectOfRectification,
} from '@tongban/store'
import type { Taker } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { delegationsTo } from '../../delegations/in-force.ts'
import { takerOf } from '../../supervision/supervised.ts'
import { isOfDepartment, orderReader, seesAll } from './standing.ts'

/** An order with its steps, what it grew from, and whoever asks with the roles they hold today. */
export type OrderRecord = {
  readonly row: RectificationRow
  readonly order: RectificationOrder
  readonly steps: readonly RectificationStepRow[]
  readonly files: readonly RectificationFileRow[]
  readonly subject: readonly OrderSubject[]
}
export type LoadedOrder = OrderRecord & {
  readonly official: Official
  readonly taker: Taker
  /** Of the case it is about, where there is one: whom to contact stands in it. */
  readonly application: SealedApplication | undefined
}

/** Ten rounds at most, one appeal and a few supplements; identities that are opened are counted too. */
export const MOST_STEPS = 200
/** The amendment of its rating is noted in a full order too. */
const READ_STEPS = MOST_STEPS + 10
const MOST_FILES = 1_000

export async function loadOrder(ctx: Context, number: string): Promise<Result<LoadedOrder, Failure>> {
  const official = orderReader(ctx)
  if (!official.ok) return official
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [delegations, [application], rows, steps, files, subject] = await ctx.database.read([
    delegationsTo(index, civilDateAt(ctx.clock.now())),
    applicationOfRectification({ number }),
    ...orderStatements(number),
  ])
  const taker = await takerOf(ctx, official.value, delegations)
  const record = recordOf(rows, steps, files, subject)
  if (record === null || !(isOfDepartment(record.row, taker) || seesAll(official.value))) return NO_ORDER
  return ok({ ...record, official: official.value, taker, application })
}

export const orderStatements = (number: string) =>
  [
    rectificationByNumber({ number }),
    stepsOfRectification({ number, limit: READ_STEPS }),
    filesOfRectification({ number, limit: MOST_FILES }),
    subjectOfRectification({ number }),
  ] as const

/** Null where there is no such order. The row is the fold of its steps; one that is not has been changed by somebody else. */
export function recordOf(
  [row]: readonly RectificationRow[],
  steps: readonly RectificationStepRow[],
  files: readonly RectificationFileRow[],
  subject: readonly OrderSubject[],
): OrderRecord | null {
  if (row === undefined) return null
  const order = foldOrder(steps.map((step) => storedOrderStep(step)))
  if (order === null || order.seq !== row.seq || order.state !== row.state)
    throw new Error('a rectification order is not what its steps make it')
  // Whoever gave the service is the department's, wherever they are now: they neither call back nor judge.
  const gave = subject.flatMap(({ staff }) => staff ?? [])
  const departmentActors = [...order.departmentActors, ...gave]
  return { row, order: { ...order, departmentActors }, steps, files, subject }
}

export const NO_ORDER = fail({ code: 'notFound', what: 'rectification' } as const)
