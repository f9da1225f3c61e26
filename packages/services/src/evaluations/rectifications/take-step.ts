import {
  type OrderAct,
  type OrderActor,
  type OrderMove,
  offeredOrderSteps,
  takeOrderStep,
} from '@tongban/evaluations'
import {
  canonicalJson,
  type EpochMs,
  type Failure,
  type FieldError,
  fail,
  ok,
  type Result,
} from '@tongban/kernel'
import {
  dropUnnamedRectificationFiles,
  insertExclusion,
  insertRectificationStep,
  moveRectification,
  nameRectificationFiles,
  type RectificationMove,
  type RectificationStepRow,
  rectificationFilesAreThere,
  type Statement,
} from '@tongban/store'
import { FILES_PER_STEP, forgetObjects } from '../../attached/add.ts'
import type { Context } from '../../context.ts'
import { sealWords } from '../../supervision/words.ts'
import { type LoadedOrder, loadOrder, MOST_STEPS, type OrderRecord } from './load.ts'
import { clockStatements } from './order-clocks.ts'
import { begunInstants, columnsOf, dueInstants } from './order-row.ts'
import { type OrderView, orderView } from './read.ts'
import { orderActor } from './standing.ts'

/**
 * One step of an order by an official 联系、答复、回访、退回、申诉、裁定、办结: who may → the table → one batch with the step, the
 * row, its files, and the clocks that end or begin with it. Of two at once one is written; the other is tried once more on
 * what is then there, and where it is not possible any more is told where the order stands.
 */
export type OrderDeed = {
  readonly act: OrderAct
  readonly text: string | null
  readonly files: readonly string[]
}

export async function takeOrderDeed(
  ctx: Context,
  number: string,
  deed: OrderDeed,
): Promise<Result<OrderView, Failure>> {
  for (;;) {
    const loaded = await loadOrder(ctx, number)
    if (!loaded.ok) return loaded
    const move = moveOf(ctx, loaded.value, deed)
    if (!move.ok) return move
    const after = await writeMove(ctx, loaded.value, move.value, deed)
    if (after === null) continue
    if (!takesFiles(deed.act)) return ok(await orderView(ctx, { ...loaded.value, ...after }))
    await dropUploads(ctx, number)
    const files = after.files.filter(({ seq }) => seq !== null)
    return ok(await orderView(ctx, { ...loaded.value, ...after, files }))
  }
}

/** What the step makes of the order, or why it is refused. */
export function moveOf(ctx: Context, loaded: LoadedOrder, deed: OrderDeed): Result<OrderMove, Failure> {
  const actor = orderActor(loaded.row, loaded.taker, deed.act.type)
  if (!actor.ok) return actor
  const move = moveBy(ctx, loaded, deed.act, actor.value)
  if (!move.ok) return move
  const errors = fileErrors(loaded, deed.files)
  return errors.length > 0 ? fail({ code: 'invalidInput', errors }) : move
}

/** The same for whoever acts, official or not. A list of steps that is full takes no more. */
export function moveBy(
  ctx: Pick<Context, 'clock' | 'calendar'>,
  { order, steps }: Pick<OrderRecord, 'order' | 'steps'>,
  act: OrderAct,
  actor: OrderActor,
): Result<OrderMove, Failure> {
  const circumstances = { now: ctx.clock.now(), calendar: ctx.calendar }
  if (steps.length >= MOST_STEPS) {
    const possible = offeredOrderSteps(order, actor, circumstances)
    return fail({ code: 'stepNotPossible', state: order.state, possible, because: FULL })
  }
  return takeOrderStep(order, act, actor, circumstances)
}

const FULL = {
  guard: 'tooManySteps',
  zh: '本整改单的步骤已满。',
  en: 'This order takes no more steps.',
  facts: {},
} as const

/** Which steps files go with. */
export const takesFiles = ({ type }: Pick<OrderAct, 'type'>): boolean =>
  type === 'replied' || type === 'appealed'

function fileErrors({ files, taker }: LoadedOrder, named: readonly string[]): readonly FieldError[] {
  const own = new Set(
    files.filter(({ seq, addedBy }) => seq === null && addedBy === taker.index).map(({ fileId }) => fileId),
  )
  return named.flatMap((fileId, at) => (own.has(fileId) ? [] : [unknownFile(at)]))
}

const unknownFile = (at: number): FieldError => ({
  pointer: `/files/${at}`,
  zh: `没有这个待用的附件。请先上传，每次至多 ${FILES_PER_STEP} 个。`,
  en: `There is no such upload. Upload it first; ${FILES_PER_STEP} at most go with a step.`,
})

/** Writes the step and answers the order with it; null: somebody else took this number of the order, and nothing was written. */
export async function writeMove(
  ctx: Context,
  record: OrderRecord,
  { step, data, order, clocks }: OrderMove,
  { text, files }: Pick<OrderDeed, 'text' | 'files'>,
): Promise<OrderRecord | null> {
  const { row } = record
  const { number } = row
  const { seq } = step
  const taken: RectificationStepRow = {
    order: number,
    seq,
    type: step.type,
    at: step.at,
    actorIndex: step.actorIndex,
    side: step.side,
    data: canonicalJson(data),
    textsEnc: await sealWords(ctx, 'rectification_steps', number, seq, text),
  }
  const moved: RectificationMove = {
    ...columnsOf(order),
    ...dueInstants(row, clocks),
    number,
    updatedAt: step.at,
  }
  const named = { number, files: JSON.stringify(files) }
  const written = await ctx.database.write([
    insertRectificationStep(taken),
    moveRectification({ ...moved, ...begunInstants(clocks) }),
    ...(files.length === 0
      ? []
      : [rectificationFilesAreThere(named), nameRectificationFiles({ ...named, seq })]),
    ...exclusions(row, order, step.at),
    ...clockStatements(ctx, row, clocks),
  ])
  if (!written.ok && written.failure.table !== 'rectification_steps')
    throw new Error(`conflict in ${written.failure.table}`)
  if (!written.ok) return null
  return {
    ...record,
    row: { ...row, ...moved },
    order,
    steps: [...record.steps, taken],
    files: record.files.map((file) => (files.includes(file.fileId) ? { ...file, seq } : file)),
  }
}

/** Only what an upheld appeal sets aside leaves the rates. */
function exclusions(
  { source, sourceId: evaluation, number: orderNumber }: OrderRecord['row'],
  order: OrderMove['order'],
  at: EpochMs,
): readonly Statement[] {
  if (order.state !== 'setAside' || source !== 'rating' || order.class === null) return []
  return [insertExclusion({ evaluation, orderNumber, class: order.class, at })]
}

/** What was uploaded for a step that was taken without it is not kept. */
async function dropUploads(ctx: Context, number: string): Promise<void> {
  const [dropped] = await ctx.database.read([dropUnnamedRectificationFiles({ number, limit: MOST_DROPPED })])
  await forgetObjects(ctx, 'rectification_files', dropped)
}
const MOST_DROPPED = 1_000
