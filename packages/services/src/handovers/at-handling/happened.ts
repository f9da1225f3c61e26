import type { EventType, Happening } from '@tongban/cases'
import type { Applied } from '@tongban/exchange'
import type { Json } from '@tongban/kernel'
import type { Statement } from '@tongban/store'
import { prepareEvents, writeEvents } from '../../cases/append-events.ts'
import { afterwards, type LoadedCase } from '../../cases/load.ts'
import type { Context } from '../../context.ts'
import { appliedStatements } from '../../exchange/applied.ts'
import type { Incoming } from '../applier.ts'

/**
 * One event of a case that a partner's message makes: appended in one batch with the message as applied, so that whoever
 * comes second with the same message finds it taken. What the law has made of silence by now comes first, as with every
 * other step.
 */
export type More = {
  /** What is answered where the case is past it. */
  readonly refusedAs: Extract<Applied, { readonly state: 'refused' }>
  /** What has to happen to the case before it, by the same message. */
  readonly first?: { readonly type: EventType; readonly data: Happening['data'] }
  /** Rows that go with the event. */
  readonly also?: (after: LoadedCase, happening: Happening, seq: number) => Promise<readonly Statement[]>
}

export async function happened(
  ctx: Context,
  { opened, loaded }: Pick<Incoming, 'opened' | 'loaded'>,
  type: EventType,
  data: { readonly [name: string]: Json },
  { refusedAs, first, also }: More,
): Promise<Applied> {
  const { message } = opened
  const happening: Happening = {
    type,
    at: ctx.clock.now(),
    actorKind: type === 'urgedByPartner' ? 'partner' : 'applicant',
    actorSubject: message.source,
    data: { ...data, message: message.id },
  }
  const before: readonly Happening[] =
    first === undefined
      ? []
      : [{ ...happening, ...first, actorKind: 'partner', data: { ...first.data, message: message.id } }]
  const prepared = await prepareEvents(ctx, loaded, [...before, happening])
  if (!prepared.ok) {
    const now = ctx.clock.now()
    const written = await ctx.database.write(appliedStatements(opened, refusedAs, now))
    return written.ok ? refusedAs : { state: 'later', reason: 'conflict' }
  }
  if (prepared.value === null) throw new Error('an event was asked for')
  const { fold, events, seq } = prepared.value
  const after = afterwards(loaded, fold, events)
  const written = await writeEvents(ctx, loaded, prepared.value, [
    ...((await also?.(after, happening, seq)) ?? []),
    ...appliedStatements(opened, { state: 'applied' }, ctx.clock.now()),
  ])
  return written.ok
    ? { state: 'applied' }
    : { state: 'later', reason: `conflict in ${written.failure.table}` }
}
