import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { outboxState, replayDelivery } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'

/**
 * Sends again what was given up, refused or never confirmed, under its own id, by which the other side takes it in once. It
 * begins anew: the next run of cron takes it, and it has three days.
 */
export type Replayed = { readonly id: string; readonly state: 'waiting' }

export async function replayMessage(ctx: Context, id: string): Promise<Result<Replayed, Failure>> {
  const by = await actorIndex(ctx.keys, ctx.actor)
  const [, [revived]] = await ctx.database.read(replayDelivery({ id, now: ctx.clock.now(), by }))
  if (revived !== undefined) {
    ctx.log('replayed', { id, by })
    return ok({ id, state: 'waiting' })
  }
  const [[row]] = await ctx.database.read([outboxState({ id })])
  return row === undefined ? fail({ code: 'notFound', what: 'delivery' }) : fail(NOT_DEAD)
}

const NOT_DEAD: Failure = {
  code: 'stepNotPossible',
  state: 'alive',
  possible: [],
  words: {
    what: { zh: '该投递', en: 'delivery' },
    state: { zh: '仍在途中或者已经送达', en: 'still on its way, or delivered' },
    possible: [],
    instead: {
      zh: '只有已放弃、回执为未送达或者未确认的才能重新发送。',
      en: 'Only what was given up, failed or never confirmed can be sent again.',
    },
  },
}
