/**
 * What ratings nobody can have given look like 刷评. Pure: ratings of one place in, what was found out. A finding is put
 * before a supervisor and changes nothing by itself: the ratings stay and count until an appeal is upheld (国办发〔2019〕51号:
 * nobody forces, induces or interferes with a rating).
 *
 * The figures are chosen so that what honest people do in a busy month stays below them; the tests hold a made-up month
 * against them. A region does not set them: whoever could would set them above their own doing.
 */
import type { EpochMs } from '@tongban/kernel'
import { RATING_CHANNELS, type RatingChannel } from './channel.ts'
import { type ExpectedFives, unlikelyFives } from './unlikely-fives.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export const FABRICATION = {
  /**
   * Ratings at one place: nobody serves, and nobody waits on the telephone, twenty in ten minutes. Where they come over the
   * net and were given at home, twice as many, as a window's services of days are rated in one evening.
   */
  burst: { withinMs: 10 * MINUTE_MS, entered: 20, any: 40 },
  /** One after the other very satisfied, within a minute, and not one person rating what they were served with. */
  allFives: { withinMs: MINUTE_MS, least: 5 },
  /**
   * The same of a department's services online, where nothing is known of who rated: neither signed in nor from a device that
   * said anything. Only where little else comes that way, as several a minute are nothing to wonder at where many are served.
   */
  unnamedFives: { withinMs: MINUTE_MS, least: 8, mostAnHour: 60 },
  /** Within so long after the service was closed nobody reads five levels; now and then somebody does not read them. */
  atOnce: { withinMs: 5 * SECOND_MS, least: 10, ofLast: 20 },
  /** One device, persons who did not sign in: a household has fewer members with services in a week. */
  sameDevice: { withinMs: 7 * DAY_MS, holders: 5 },
} as const

/** A rating as far as it tells who may have given it; blind indexes, nothing readable. */
export type SeenRating = {
  readonly id: string
  readonly at: EpochMs
  /** When the service was closed. */
  readonly servedAt: EpochMs
  readonly level: number
  readonly channel: RatingChannel
  readonly enteredBy: string | null
  readonly device: string | null
  /** Whoever signed in to rate; null where the token alone was shown. */
  readonly evaluator: string | null
  readonly holder: string
  readonly department: string
  readonly window: string | null
  readonly staff: string | null
  readonly anonymous: boolean
}

/**
 * Where ratings are looked at side by side: a window, a terminal or an operator, a device, an official without a window, and of
 * a department those online of which nothing is known.
 */
export const RATING_PLACES = ['window', 'entered', 'device', 'staff', 'unnamed'] as const
export type RatingPlace = (typeof RATING_PLACES)[number]

/** What is found, with the names that findings of supervision go by. */
export type Fabrication<Rating extends SeenRating = SeenRating> = {
  readonly cause:
    | 'ratingBurst'
    | 'ratingAllFives'
    | 'ratingUnlikelyFives'
    | 'ratingAtOnce'
    | 'ratingSameDevice'
    | 'ratingOwnIdentity'
  /** The rating that made it so: from it on, whatever goes on within `apartMs` is the same occasion. */
  readonly at: EpochMs
  readonly ratings: readonly Rating[]
}

/** Two findings of a cause at one place are two occasions when they are further apart than this. */
export const APART_MS = {
  ratingBurst: HOUR_MS,
  ratingAllFives: HOUR_MS,
  ratingUnlikelyFives: DAY_MS,
  ratingAtOnce: DAY_MS,
  ratingSameDevice: FABRICATION.sameDevice.withinMs,
  ratingOwnIdentity: 0,
} as const satisfies Record<Fabrication['cause'], number>

/** What the ratings of one place show, in whichever order they come; each occasion once. */
export function fabricationsAt<Rating extends SeenRating>(
  place: RatingPlace,
  ratings: readonly Rating[],
): readonly Fabrication<Rating>[] {
  const ordered = inOrder(ratings)
  return DETECTORS.filter(({ places }) => places.has(place)).flatMap(({ cause, upTo }) =>
    occasions(cause, ordered, upTo),
  )
}

/** Where the share of fives is looked at: where one after the other is served, or comes without a name. */
export const SHARED_PLACES: ReadonlySet<RatingPlace> = new Set(['window', 'unnamed'])

/** Runs of fives at one place that are too unlikely for what is known of it and of the region; each occasion once. */
export const unlikelyFivesAt = <Rating extends SeenRating>(
  ratings: readonly Rating[],
  expected: ExpectedFives,
): readonly Fabrication<Rating>[] =>
  occasions('ratingUnlikelyFives', inOrder(ratings), (until) => unlikelyFives(until, expected))

const inOrder = <Rating extends SeenRating>(ratings: readonly Rating[]): readonly Rating[] =>
  ratings.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

type Detector = {
  readonly cause: Fabrication['cause']
  readonly places: ReadonlySet<RatingPlace>
  /** The ratings that are too many together with the last of these; null: nothing is wrong with it. */
  readonly upTo: <Rating extends SeenRating>(until: readonly Rating[]) => readonly Rating[] | null
}

const DETECTORS: readonly Detector[] = [
  { cause: 'ratingBurst', places: new Set(['window', 'entered', 'device']), upTo: burst },
  { cause: 'ratingAllFives', places: new Set(['window', 'entered', 'device']), upTo: allFives },
  { cause: 'ratingAllFives', places: new Set(['unnamed']), upTo: unnamedFives },
  { cause: 'ratingAtOnce', places: new Set(['window', 'staff']), upTo: atOnce },
  { cause: 'ratingSameDevice', places: new Set(['device']), upTo: sameDevice },
]

/** More than any of the figures above needs. */
const LOOK_BACK = 100

/** Runs of ratings that are each too much: what goes on without a pause is one occasion. */
function occasions<Rating extends SeenRating>(
  cause: Fabrication['cause'],
  ordered: readonly Rating[],
  upTo: Detector['upTo'],
): readonly Fabrication<Rating>[] {
  const found: Fabrication<Rating>[] = []
  let last: EpochMs | null = null
  for (const [index, { at }] of ordered.entries()) {
    const ratings = upTo(ordered.slice(Math.max(0, index + 1 - LOOK_BACK), index + 1))
    if (ratings === null) continue
    const before = last === null || at - last > APART_MS[cause] ? undefined : found.pop()
    found.push(
      before === undefined
        ? { cause, at, ratings }
        : { ...before, ratings: [...new Set([...before.ratings, ...ratings])] },
    )
    last = at
  }
  return found
}

function within<Rating extends SeenRating>(until: readonly Rating[], ms: number): readonly Rating[] {
  const at = until.at(-1)?.at ?? 0
  const first = until.findIndex((each) => at - each.at <= ms)
  return first < 0 ? [] : until.slice(first)
}

/** Written at the place itself, by a terminal or an operator. */
const isEntered = ({ channel }: SeenRating): boolean => RATING_CHANNELS[channel].by !== 'holder'

function burst<Rating extends SeenRating>(until: readonly Rating[]): readonly Rating[] | null {
  const { withinMs, entered, any } = FABRICATION.burst
  const ratings = within(until, withinMs)
  return ratings.filter(isEntered).length >= entered || ratings.length >= any ? ratings : null
}

function allFives<Rating extends SeenRating>(until: readonly Rating[]): readonly Rating[] | null {
  return fivesIn(until, FABRICATION.allFives)
}

function unnamedFives<Rating extends SeenRating>(until: readonly Rating[]): readonly Rating[] | null {
  const { least, mostAnHour } = FABRICATION.unnamedFives
  const fives = fivesIn(until, FABRICATION.unnamedFives)
  return within(until, HOUR_MS).length - least < mostAnHour ? fives : null
}

/** The last ones, where they are all very satisfied and within so long. */
function fivesIn<Rating extends SeenRating>(
  until: readonly Rating[],
  { withinMs, least }: { readonly withinMs: number; readonly least: number },
): readonly Rating[] | null {
  const ratings = until.slice(-least)
  const [first, last] = [ratings.at(0), ratings.at(-1)]
  if (first === undefined || last === undefined || ratings.length < least) return null
  const isAll = ratings.every(({ level }) => level === 5) && last.at - first.at <= withinMs
  const isOwn = ratings.every((each) => each.holder === last.holder && !isEntered(each))
  return isAll && !isOwn ? ratings : null
}

const isAtOnce = ({ at, servedAt }: SeenRating): boolean => at - servedAt < FABRICATION.atOnce.withinMs

function atOnce<Rating extends SeenRating>(until: readonly Rating[]): readonly Rating[] | null {
  const { least, ofLast } = FABRICATION.atOnce
  const last = until.at(-1)
  if (last === undefined || !isAtOnce(last)) return null
  const ratings = until.slice(-ofLast).filter(isAtOnce)
  return ratings.length >= least ? ratings : null
}

/** Terminals are everybody's device; whoever signed in was known for who they are, an agent for several among them. */
function sameDevice<Rating extends SeenRating>(until: readonly Rating[]): readonly Rating[] | null {
  const { withinMs, holders } = FABRICATION.sameDevice
  const last = until.at(-1)
  if (last === undefined || !isUnknown(last)) return null
  const ratings = within(until, withinMs).filter(isUnknown)
  return new Set(ratings.map(({ holder }) => holder)).size >= holders ? ratings : null
}
const isUnknown = (rating: SeenRating): boolean => rating.evaluator === null && !isEntered(rating)

/** The departments an official belongs to, by the blind index of the official. */
export type Officials = ReadonlyMap<string, readonly string[]>
/** Officials by the blind index they are known by as citizens, as far as the identity provider has told it. */
export type OfficialIdentities = ReadonlyMap<
  string,
  { readonly official: string; readonly department: string }
>

/**
 * An official's own identity 自评: an official rated, or the matter rated was an official's own as such; or whoever wrote the
 * rating down is of the department rated, or gave the service. The door refuses each of them; this looks at what is there. An
 * official who comes as a citizen is rated by nobody else's leave, but not where they gave the service, or belong.
 */
export function isOwnIdentity(
  rating: SeenRating,
  officials: Officials,
  identities: OfficialIdentities = new Map(),
): boolean {
  const { evaluator, holder, enteredBy, staff, channel, department } = rating
  if (
    [evaluator, holder].some(
      (index) => index !== null && isTheirOwn(rating, officials, identities.get(index)),
    )
  )
    return true
  if ([evaluator, holder].some((index) => index !== null && (officials.has(index) || index === staff)))
    return true
  if (enteredBy === null || RATING_CHANNELS[channel].by !== 'operator') return false
  return enteredBy === staff || officials.get(enteredBy)?.includes(department) === true
}

function isTheirOwn(
  { staff, department, window }: SeenRating,
  officials: Officials,
  known: { readonly official: string; readonly department: string } | undefined,
): boolean {
  if (known === undefined) return false
  const theirs = [known.department, ...(officials.get(known.official) ?? [])]
  // A window is named by the department that keeps it.
  const keeper = window?.split('/')[0]
  return known.official === staff || theirs.includes(department) || theirs.some((each) => each === keeper)
}

export const ownIdentities = <Rating extends SeenRating>(
  ratings: readonly Rating[],
  officials: Officials,
  identities: OfficialIdentities = new Map(),
): readonly Fabrication<Rating>[] =>
  ratings
    .filter((rating) => isOwnIdentity(rating, officials, identities))
    .map((rating) => ({ cause: 'ratingOwnIdentity', at: rating.at, ratings: [rating] }))
