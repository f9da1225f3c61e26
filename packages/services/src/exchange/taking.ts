import type { Statement, TakenRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { pullParked } from './parked.ts'
import { sendTo } from './send.ts'
import { applyDue, type Due, leaseDue, leasing, takeIn } from './take-in.ts'

/**
 * Right after a delivery was stored: what came is applied, and its senders told, many of them in one delivery. A few do so
 * at once in an isolate; whoever comes meanwhile leaves its messages to them. Who has a place takes what is due with the
 * very write that stores; what is left when an isolate ends is taken by cron, once its lease is over.
 */
const AT_ONCE = 3
/** Who has not come back by then has been ended, and nobody waits for it. */
const AT_MOST_MS = 30_000
/** Between two looks of which the first has found nothing. */
const PAUSE_MS = 10
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

type Place = { readonly at: number }
type AtWork = {
  readonly began: Set<Place>
  /** Who asks the database what is due; one at a time, since a second answer would say the same. */
  looking: Place | null
  /** Something came after that was asked: it is asked again. */
  isMore: boolean
  /** Something waits for a forerunner. */
  isParked: boolean
}
/** By the ring of keys, that is by region. */
const atWork = new WeakMap<object, AtWork>()

function workOf(ring: object): AtWork {
  const known = atWork.get(ring)
  if (known !== undefined) return known
  const work = { began: new Set<Place>(), looking: null, isMore: false, isParked: false }
  atWork.set(ring, work)
  return work
}

/** Null: others are looking, or so many are at work. */
function placeIn(work: AtWork, now: number): Place | null {
  for (const each of work.began) if (now - each.at > AT_MOST_MS) work.began.delete(each)
  const isLooking = work.looking !== null && work.began.has(work.looking)
  if (isLooking || work.began.size >= AT_ONCE) return null
  const place = { at: now }
  work.began.add(place)
  work.looking = place
  work.isMore = false
  return place
}

/** What goes with the write that stores, and what is to be done when that has ended. */
export type Taking = {
  readonly statements: readonly Statement<TakenRow>[]
  /** `rows`: of the statements, in their order. `isParked`: something of the partner waits for its forerunner. */
  readonly stored: (rows: readonly (readonly TakenRow[])[], isParked: boolean) => Promise<void>
  /** Nothing was written. */
  readonly failed: () => Promise<void>
}

export function takingWithWrite(ctx: Context): Taking {
  const { exchange, clock } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be opened')
  const work = workOf(exchange)
  const place = placeIn(work, clock.now())
  if (place === null)
    return {
      statements: [],
      stored: async (_, isParked) => {
        work.isParked ||= isParked
        // Those it was left to may have ended in the meantime.
        await takeInAndTell(ctx, work)
      },
      failed: async () => undefined,
    }
  const { holder, statement } = leasing(ctx)
  return {
    statements: [statement],
    stored: ([rows = []], isParked) => {
      work.isParked ||= isParked
      return goOn(ctx, work, place, { holder, rows })
    },
    failed: async () => {
      leave(work, place)
      if (work.isMore) await takeInAndTell(ctx, work)
    },
  }
}

async function takeInAndTell(ctx: Context, work: AtWork): Promise<void> {
  const place = placeIn(work, ctx.clock.now())
  if (place === null) work.isMore = true
  else await goOn(ctx, work, place, null)
}

function leave(work: AtWork, place: Place): void {
  work.began.delete(place)
  if (work.looking === place) work.looking = null
}

/** Applies what was taken, or looks what is due, until nothing has come meanwhile; then tells the senders. */
async function goOn(ctx: Context, work: AtWork, own: Place, first: Due | null): Promise<void> {
  const { clock } = ctx
  const others: Promise<void>[] = []
  try {
    const partners = new Set<string>()
    let taken = first
    do {
      if (taken === null) {
        work.isMore = false
        work.looking = own
      }
      const due = taken ?? (await leaseDue(ctx))
      taken = null
      const isNothing = due.rows.length === 0
      // Though something came: others have it in hand. What comes in this moment is asked for together.
      if (isNothing && work.isMore) await pause(PAUSE_MS)
      if (work.looking === own) work.looking = null
      // What came while it was asked does not wait until this has been applied.
      if (!isNothing && work.isMore) others.push(takeInAndTell(ctx, work))
      for (const partner of (await applyDue(ctx, due)).partners) partners.add(partner)
    } while (work.isMore && clock.now() - own.at < AT_MOST_MS)
    leave(work, own)
    if (partners.size > 0) await sendTo(ctx, [...partners])
    if (work.isParked) {
      work.isParked = false
      await pullAndTell(ctx)
    }
  } finally {
    leave(work, own)
    await Promise.all(others)
  }
}

async function pullAndTell(ctx: Context): Promise<void> {
  if ((await pullParked(ctx)) === 0) return
  const { partners } = await takeIn(ctx)
  if (partners.length > 0) await sendTo(ctx, partners)
}
