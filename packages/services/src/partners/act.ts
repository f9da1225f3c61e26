import { canonicalJson, type Json } from '@tongban/kernel'
import { type ExchangeActRow, exchangeActsOf, insertExchangeAct, type Statement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'

/**
 * Who did what to a partner or an agreement, in the batch of what was done. Each act has the next number of its subject, so
 * that of two at once one conflicts and its whole batch is rolled back.
 */
export type Subject = `partner/${string}` | `agreement/${string}`

export const actsOf = (subject: Subject) => exchangeActsOf({ subject })

export async function recordAct(
  ctx: Context,
  subject: Subject,
  before: readonly ExchangeActRow[],
  act: string,
  facts: { readonly [name: string]: Json },
): Promise<Statement> {
  const by = ctx.actor.kind === 'official' ? await actorIndex(ctx.keys, ctx.actor) : sayActor(ctx)
  return insertExchangeAct({
    subject,
    seq: (before.at(-1)?.seq ?? 0) + 1,
    act,
    by,
    at: ctx.clock.now(),
    facts: canonicalJson(facts),
  })
}

const sayActor = ({ actor }: Context): string =>
  actor.kind === 'partner' ? `partner/${actor.subject}` : actor.kind

export type ActView = {
  readonly act: string
  readonly at: number
  /** `official`, or the region that told it. */
  readonly by: string
  readonly facts: { readonly [name: string]: Json }
}

export const actView = ({ act, at, by, facts }: ExchangeActRow): ActView => ({
  act,
  at,
  by: by.startsWith('partner/') || by === 'clock' ? by : 'official',
  facts: asFacts(facts),
})

/** Guarantee: the text was written by `recordAct`. */
const asFacts = (text: string) => JSON.parse(text) as ActView['facts']
