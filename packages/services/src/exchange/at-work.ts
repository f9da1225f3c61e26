import { allPartners } from '@tongban/store'
import { tellAgreements } from '../agreements/tell.ts'
import { carryFiles } from '../attachments/carry.ts'
import { watchFiles } from '../attachments/watch.ts'
import type { Context } from '../context.ts'
import { deskOf } from '../handovers/desk.ts'
import { swapAllKeys } from '../partners/swap-keys.ts'
import { forgetNoncesOfPartners } from './forget.ts'
import { type Compared, compareWith } from './heads.ts'
import { dropUnbegun, pullParked } from './parked.ts'
import { sendDue, sendTo } from './send.ts'
import { Steps } from './steps.ts'
import { applyDue, leaseDue, takeIn } from './take-in.ts'
import { watchKeys, watchLines } from './watch.ts'

/** What cron has the exchange do; each answers one line for the job list. Where there are no keys there is nothing to do. */
const ROUNDS = 20
const CARRY_MS = 40_000
const NO_KEYS = 'no exchange keys'

/** Applies what has come in, then sends what is due, verdicts on the former with it. */
export async function carryMessages(ctx: Context): Promise<string> {
  if (ctx.exchange === null) return NO_KEYS
  const until = ctx.clock.now() + CARRY_MS
  const total = { applied: 0, refused: 0, later: 0 }
  const steps = new Steps(ctx)
  const takeAll = async () => {
    for (let round = 0; round < ROUNDS && ctx.clock.now() < until; round += 1) {
      const { applied, refused, later } = await takeIn(ctx)
      total.applied += applied
      total.refused += refused
      total.later += later
      if (applied + refused === 0) break
    }
  }
  await steps.take('takeIn', null, takeAll)
  const pulled = await steps.take('pullParked', 0, () => pullParked(ctx))
  if (pulled > 0) await steps.take('takeInPulled', null, takeAll)
  await steps.take('dropUnbegun', 0, () => dropUnbegun(ctx))
  const settled = await steps.take('settle', 'not settled', () => deskOf(ctx).settle())
  const { stored, waiting, dead } = await steps.take('send', NONE_SENT, () => sendDue(ctx))
  // Agreements can wait; messages of people cannot.
  const agreements = await steps.take('agreements', NONE_TOLD, () => tellAgreements(ctx))
  const files = await steps.take('files', NONE_CARRIED, () => carryFiles(ctx))
  const untaken = await steps.take('watchFiles', 0, () => watchFiles(ctx))
  await steps.take('watch', null, () => watchLines(ctx))
  const ofFiles =
    files.carried + files.waiting + files.dead + untaken === 0
      ? ''
      : `; files carried ${files.carried}, waiting ${files.waiting}, dead ${files.dead}, untaken ${untaken}`
  steps.done()
  return `applied ${total.applied}, refused ${total.refused}, put off ${total.later}; ${settled}; sent ${stored}, waiting ${waiting}, dead ${dead}${agreements.told + agreements.waiting === 0 ? '' : `; agreements told ${agreements.told}, untold ${agreements.waiting}`}${ofFiles}`
}

const NONE_SENT = { stored: 0, waiting: 0, dead: 0 }
const NONE_TOLD = { told: 0, waiting: 0 }
const NONE_CARRIED = { carried: 0, waiting: 0, dead: 0 }

/** So many at once in an isolate; whoever comes meanwhile leaves its messages to them. */
const AT_ONCE = 3
/** Who has not come back by then has been ended, and nobody waits for it. */
const AT_MOST_MS = 30_000
/** Between two looks of which the first has found nothing. */
const PAUSE_MS = 10
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
type Lane = { readonly at: number }
type AtWork = {
  readonly began: Set<Lane>
  /** Who asks the database what is due; one at a time, since a second answer would say the same. */
  looking: Lane | null
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
  const work = { began: new Set<Lane>(), looking: null, isMore: false, isParked: false }
  atWork.set(ring, work)
  return work
}

/**
 * Right after a delivery was receipted: what came is applied, and its senders told, many of them in one delivery. `isParked`:
 * something of the partner waits for its forerunner, which is asked for; else nobody looks for that here.
 */
export async function takeInAndTell(ctx: Context, isParked: boolean): Promise<void> {
  const { exchange, clock } = ctx
  if (exchange === null) return
  const work = workOf(exchange)
  work.isParked ||= isParked
  for (const each of work.began) if (clock.now() - each.at > AT_MOST_MS) work.began.delete(each)
  const isLooking = work.looking !== null && work.began.has(work.looking)
  if (isLooking || work.began.size >= AT_ONCE) {
    work.isMore = true
    return
  }
  const own: Lane = { at: clock.now() }
  work.began.add(own)
  const others: Promise<void>[] = []
  try {
    const partners = new Set<string>()
    do {
      work.isMore = false
      work.looking = own
      const due = await leaseDue(ctx)
      const isNothing = due.rows.length === 0
      // Though something came: others have it in hand. What comes in this moment is asked for together.
      if (isNothing && work.isMore) await pause(PAUSE_MS)
      if (work.looking === own) work.looking = null
      // What came while it was asked does not wait until this has been applied.
      if (!isNothing && work.isMore) others.push(takeInAndTell(ctx, false))
      for (const partner of (await applyDue(ctx, due)).partners) partners.add(partner)
    } while (work.isMore && clock.now() - own.at < AT_MOST_MS)
    work.began.delete(own)
    if (partners.size > 0) await sendTo(ctx, [...partners])
    if (work.isParked) {
      work.isParked = false
      await pullAndTell(ctx)
    }
  } finally {
    work.began.delete(own)
    await Promise.all(others)
  }
}

async function pullAndTell(ctx: Context): Promise<void> {
  if ((await pullParked(ctx)) === 0) return
  const { partners } = await takeIn(ctx)
  if (partners.length > 0) await sendTo(ctx, partners)
}

/** Whoever does not answer holds up two others at most, and those not for long. */
const COMPARED_AT_ONCE = 3

export async function compareAllHeads(ctx: Context): Promise<string> {
  if (ctx.exchange === null) return NO_KEYS
  const [partners] = await ctx.database.read([allPartners({})])
  const lines: string[] = []
  const steps = new Steps(ctx)
  const active = partners.filter(({ state }) => state === 'active')
  const queue = active.map(({ region }) => region)
  const found = new Map<string, Compared | null>()
  const lanes = Array.from({ length: COMPARED_AT_ONCE }, async () => {
    for (let region = queue.shift(); region !== undefined; region = queue.shift()) {
      const partner = region
      found.set(partner, await steps.take(`compare ${partner}`, null, () => compareWith(ctx, partner)))
    }
  })
  await Promise.all(lanes)
  for (const { region } of active) {
    const compared = found.get(region) ?? null
    if (compared === null) continue
    const { cases, same, pulled, resent, divergent } = compared
    const said = `${region}: ${same} of ${cases} alike, pulled ${pulled}, resent ${resent}, divergent ${divergent}`
    lines.push(
      compared.state === 'unreached'
        ? `${region}: no answer`
        : compared.state === 'cutShort'
          ? `${said}, and more that were not compared`
          : said,
    )
  }
  steps.done()
  return lines.length === 0 ? 'no partners' : lines.join('; ')
}

export async function forgetExchange(ctx: Context): Promise<string> {
  const steps = new Steps(ctx)
  await steps.take('forgetNonces', null, () => forgetNoncesOfPartners(ctx))
  if (ctx.exchange === null) {
    steps.done()
    return 'nonces forgotten'
  }
  const changed = await steps.take('swapKeys', 0, () => swapAllKeys(ctx))
  await steps.take('watchKeys', null, () => watchKeys(ctx))
  steps.done()
  return `nonces forgotten, other keys of ${changed} ${changed === 1 ? 'partner' : 'partners'}`
}
