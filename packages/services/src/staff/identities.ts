import { civilDateAt } from '@tongban/calendar'
import { forgetOfficialIdentities, keepOfficialIdentity } from '@tongban/store'
import { actorIndex, partyIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'

/**
 * By which identity an official is known as a citizen, kept once a day and isolate, after the answer: no request waits for it.
 * An official's subject is another than the citizen's, so that without this an official who rates their own service as a
 * citizen would look like any other. Where the provider tells no number of officials nothing is kept.
 */
export type SeenOfficials = Map<string, string>
export const seenOfficials = (): SeenOfficials => new Map()
const MOST_REMEMBERED = 1_000

export function noteOfficial(ctx: Context, seen: SeenOfficials): void {
  const { actor } = ctx
  if (actor.kind !== 'official' || actor.identity === undefined) return
  const today = civilDateAt(ctx.clock.now())
  const { idKind, idNumber } = actor.identity
  const key = `${actor.subject}|${idKind}|${idNumber}|${actor.department}`
  if (seen.get(key) === today) return
  if (seen.size >= MOST_REMEMBERED) seen.clear()
  seen.set(key, today)
  ctx.after(keep(ctx, actor.department, actor.identity))
}

async function keep(
  ctx: Context,
  department: string,
  identity: Parameters<typeof partyIndex>[1],
): Promise<void> {
  const row = {
    official: await actorIndex(ctx.keys, ctx.actor),
    identity: await partyIndex(ctx.keys, identity),
    department,
    seenAt: ctx.clock.now(),
  }
  const written = await ctx.database.write([keepOfficialIdentity(row)])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}

/** Nothing is rated later than a year after it was given; who was not seen for longer has no rating left to be held against. */
const KEPT_MS = 400 * 86_400_000

export async function forgetOfficials({
  clock,
  database,
}: Pick<Context, 'clock' | 'database'>): Promise<void> {
  await database.write([forgetOfficialIdentities({ before: clock.now() - KEPT_MS })])
}
