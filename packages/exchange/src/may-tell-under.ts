/**
 * Whether a partner may send a message: access by agreement alone. The sender is told no more than that it may not, so that
 * nobody learns which cases, items or agreements there are. Which side may tell what of a case is `mayTell` of the wire.
 */
import { addDays, civilDateAt } from '@tongban/calendar'
import { fail, ok, type Result } from '@tongban/kernel'
import { parseAgreementName } from './agreement.ts'
import type { Message, RegionCode } from './message.ts'
import { covers, type Reign, reignOf } from './reign.ts'
import { routeVersion, type SignedVersion, type ToldRoute, toldRoutes } from './routes.ts'
import { transferableIn, transferVersion } from './transfer.ts'

/** Of a case both regions know of already. */
export type HandedOver = {
  readonly agreementId: string
  readonly itemCode: string
  readonly mode: string
}

/** For the log and for supervision; never for the sender. */
export type TellRefusal =
  /** Of another region, or meant for another. */
  | 'otherRegion'
  | 'unknownAgreement'
  /** Not signed by both, not begun, over, or told too late of a day on which it was in force. */
  | 'notInForce'
  /** The item, or the mode, or this direction is not agreed. */
  | 'notAgreed'
  /** The case is not one of this partner's. */
  | 'unknownCase'

export type Telling = {
  /** Every version of the agreements with this partner, as they are stored. */
  readonly agreements: readonly SignedVersion[]
  readonly partner: RegionCode
  readonly own: RegionCode
  readonly now: number
  /** The row of the case with this partner; null where there is none. */
  readonly handover: HandedOver | null
  /** The department that would handle it, once that is known: no other office is agreed for the item. */
  readonly office?: string
}

const BEGINNINGS: readonly Message['type'][] = ['case.submitted', 'licence.transfer-offered']

/**
 * A delivery is given up after 72 hours, which begin and end within a day: what was sent under an agreement that is over
 * comes in no later than this. The sender writes the day itself, so this is how long an ended agreement can still be used.
 */
const LATEST_DAYS = 4
/** Where it is agreed today as it was then, the day gains nothing: what was sent again by hand, or is fetched anew, comes in. */
const LATEST_DAYS_IN_FORCE = 30
/** A clock that runs ahead is made up for where requests are signed, and people are told: by no more than this. */
export const AHEAD_MS = 3_600_000

export async function mayTellUnder(
  message: Message,
  telling: Telling,
): Promise<Result<SignedVersion, TellRefusal>> {
  const { agreements, partner, own, now, handover, office } = telling
  if (message.source !== partner || message.to !== own) return fail('otherRegion')
  const name = parseAgreementName(message.agreement)
  const named = agreements.find(({ id, version }) => id === name?.id && version === name.version)
  if (named === undefined) return fail('unknownAgreement')
  if (named.effectiveAt === null) return fail('notInForce')
  // What was begun under an agreement is brought to its end, be the agreement over or not.
  if (!BEGINNINGS.includes(message.type))
    return handover === null
      ? fail('unknownCase')
      : handover.agreementId === named.id
        ? ok(named)
        : fail('notAgreed')
  const said = saidIn(agreements)
  const days = daysOf(message, boundsIn(said, now))
  const reign = reignIn(said, named, agreements)
  if (days === null || reign === null || !days.every((on) => covers(reign, on))) return fail('notInForce')
  if (message.type === 'licence.transfer-offered')
    return (await isTransferable(message, named)) ? ok(named) : fail('notAgreed')
  const { itemCode, mode } = message.data
  const matter = { agreements, said, itemCode, mode, office, days }
  return (await isAgreed(message, matter)) ? ok(named) : fail('notAgreed')
}

/** The days on which it must be agreed: that of its sending, and today where that lies far back. Null: it is told too late. */
function daysOf({ time }: Message, { now, today, latest, latestInForce }: Bounds): readonly string[] | null {
  const at = Date.parse(time)
  if (at > now + AHEAD_MS) return null
  const on = civilDateAt(at)
  if (on >= latest) return [on]
  return on >= latestInForce ? [on, today] : null
}

/** What the day of a message is held against at this instant. */
type Bounds = Readonly<Record<'today' | 'latest' | 'latestInForce', string>> & { readonly now: number }

function boundsAt(now: number): Bounds {
  const today = civilDateAt(now)
  return {
    now,
    today,
    latest: addDays(today, -LATEST_DAYS),
    latestInForce: addDays(today, -LATEST_DAYS_IN_FORCE),
  }
}

type Matter = {
  readonly agreements: readonly SignedVersion[]
  readonly said: Said
  readonly itemCode: unknown
  readonly mode: unknown
  readonly office: string | undefined
  readonly days: readonly string[]
}

/** What a list of agreements says, worked out once for all messages that are held against the very same list. */
type Said = {
  /** Asked for by what hands over a case alone. */
  routes: readonly ToldRoute[] | undefined
  readonly versions: Map<ToldRoute, Promise<string>>
  readonly reigns: Map<SignedVersion, Reign | null>
  /** Of the instant at which it was last asked; a delivery asks of one instant. */
  bounds: Bounds | undefined
}
const saidBy = new WeakMap<readonly SignedVersion[], Said>()

function saidIn(agreements: readonly SignedVersion[]): Said {
  const known = saidBy.get(agreements)
  if (known !== undefined) return known
  const said: Said = {
    routes: undefined,
    versions: new Map(),
    reigns: new Map(),
    bounds: undefined,
  }
  saidBy.set(agreements, said)
  return said
}

function boundsIn(said: Said, now: number): Bounds {
  if (said.bounds?.now !== now) said.bounds = boundsAt(now)
  return said.bounds
}

function reignIn({ reigns }: Said, named: SignedVersion, agreements: readonly SignedVersion[]): Reign | null {
  const known = reigns.get(named)
  if (known !== undefined) return known
  const made = reignOf(named, agreements)
  reigns.set(named, made)
  return made
}

function versionIn({ versions }: Said, route: ToldRoute): Promise<string> {
  const known = versions.get(route)
  if (known !== undefined) return known
  const made = routeVersion(route)
  versions.set(route, made)
  return made
}

/** A route from there to here for this item and mode, on the day it was sent, and the very one the message names. */
async function isAgreed(
  message: Message,
  { agreements, said, itemCode, mode, office, days }: Matter,
): Promise<boolean> {
  said.routes ??= toldRoutes(agreements)
  const routes = said.routes.filter(
    (route) =>
      route.agreement === message.agreement &&
      route.itemCode === itemCode &&
      route.mode === mode &&
      route.receivedBy === message.source &&
      route.handledBy === message.to &&
      (office === undefined || route.office === office) &&
      days.every((on) => covers(route, on)),
  )
  const versions = await Promise.all(routes.map((route) => versionIn(said, route)))
  return versions.includes(message.route)
}

/** The agreement names this type of licence in this direction, and the message the very entry. */
async function isTransferable(
  { data: { licenceType }, source, to, route }: Message,
  { agreement }: SignedVersion,
): Promise<boolean> {
  const found = transferableIn(agreement, { licenceType, offeredBy: source, takenBy: to })
  return found !== null && (await transferVersion(agreement, found)) === route
}
