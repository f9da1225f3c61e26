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
import { sendDue } from './send.ts'
import { Steps } from './steps.ts'
import { takeIn } from './take-in.ts'
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
