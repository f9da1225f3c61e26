import { orderStatesAfter } from '@tongban/evaluations'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Bytes } from '@tongban/privacy'
import { dropRectificationFiles, insertRectificationFile } from '@tongban/store'
import { type AttachedFileView, addAttached } from '../../attached/add.ts'
import { type AttachedContent, readAttached } from '../../attached/read.ts'
import type { Context } from '../../context.ts'
import { type LoadedOrder, loadOrder } from './load.ts'
import { orderActor } from './standing.ts'
import { moveBy } from './take-step.ts'

/** Files of a reply or an appeal: sent by the department rated while either may come, read by whoever reads the order. */
export async function addOrderFile(
  ctx: Context,
  number: string,
  name: string,
  bytes: Bytes,
): Promise<Result<AttachedFileView, Failure>> {
  const loaded = await loadOrder(ctx, number)
  if (!loaded.ok) return loaded
  const awaited = mayStillCome(ctx, loaded.value)
  if (!awaited.ok) return awaited
  const { taker, files } = loaded.value
  const to = {
    table: 'rectification_files',
    files,
    by: taker.index,
    insert: async (row) => {
      const written = await ctx.database.write([insertRectificationFile({ ...row, order: number })])
      if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
    },
    drop: async (fileIds) => {
      const [dropped] = await ctx.database.read([
        dropRectificationFiles({ number, files: JSON.stringify(fileIds) }),
      ])
      return dropped
    },
  } as const satisfies Parameters<typeof addAttached>[1]
  return addAttached(ctx, to, name, bytes)
}

/** A reply may be prepared before the evaluator is contacted: that the state has one is enough. */
function mayStillCome(ctx: Context, loaded: LoadedOrder): Result<null, Failure> {
  const { row, order, taker } = loaded
  const actor = orderActor(row, taker, 'replied')
  if (!actor.ok) return actor
  const isReplyToCome = orderStatesAfter(order.state, 'replied').length > 0
  if (isReplyToCome) return ok(null)
  const appeal = moveBy(ctx, loaded, { type: 'appealed', class: 'misjudged' }, actor.value)
  return appeal.ok ? ok(null) : fail(appeal.failure)
}

export async function readOrderFile(
  ctx: Context,
  number: string,
  fileId: string,
): Promise<Result<AttachedContent, Failure>> {
  const loaded = await loadOrder(ctx, number)
  if (!loaded.ok) return loaded
  const { files, taker } = loaded.value
  return readAttached(ctx, 'rectification_files', { files, by: taker.index }, fileId)
}
