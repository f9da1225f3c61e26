import { type SeenRating, unlikelyFivesAt } from './fabrication.ts'
import type { FivesShare } from './unlikely-fives.ts'

/**
 * A made-up honest month of busy windows: a service after the other from nine to five on twenty-two days, most of two to
 * twelve minutes, some of half a minute; nearly everybody asked to press the pad does, mostly for five, after having read what it says;
 * one in thirty without reading it. Some rate from home in the evening instead, families on one device.
 */
const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000]
const DAYS = 22
const WINDOWS = 8
const MONTH_AT = Date.UTC(2026, 10, 2)

/** Even chances from zero to one (mulberry32). */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function honestMonth(seed: number) {
  const chance = chances(seed)
  const between = (least: number, most: number) => least + chance() * (most - least)
  const level = () => [5, 5, 5, 5, 5, 5, 5, 4, 4, 3, 2, 1][Math.floor(chance() * 12)] ?? 5
  let made = 0

  /** What a visitor does after a service that was closed at that instant; nothing where they rate neither here nor there. */
  function rated(window: string, servedAt: number): SeenRating | null {
    const way = chance()
    if (way > 0.95) return null
    made += 1
    const isAtPad = way < 0.8
    const atOnce = between(1, 5) * SECOND
    const taken = chance() < 1 / 30 ? atOnce : between(6, 25) * SECOND
    const family = Math.floor(chance() * 900)
    const evening = Math.floor(servedAt / DAY) * DAY + 10 * HOUR + between(0, 5) * HOUR
    return {
      id: `m${String(made).padStart(7, '0')}`,
      at: Math.round(isAtPad ? servedAt + taken : evening),
      servedAt,
      level: level(),
      channel: isAtPad ? 'pad' : chance() < 0.5 ? 'sms' : 'qr',
      enteredBy: isAtPad ? `terminal of ${window}` : null,
      // Of a family of four.
      device: isAtPad ? null : `family-${family}`,
      evaluator: null,
      holder: isAtPad ? `holder-${made}` : `family-${family}-${Math.floor(chance() * 4)}`,
      department: 'civil-affairs',
      window,
      staff: `staff of ${window}`,
      anonymous: chance() < 0.3,
    }
  }

  const byWindow = Array.from({ length: WINDOWS }, (_, n) => {
    const window = `services/window-${n}`
    const ratings: SeenRating[] = []
    for (let day = 0; day < DAYS; day += 1) {
      const opens = MONTH_AT + day * DAY + HOUR
      let at = opens
      while (at < opens + 8 * HOUR) {
        at = Math.round(
          at + (chance() < 0.2 ? between(30 * SECOND, MINUTE) : between(2 * MINUTE, 12 * MINUTE) / 2),
        )
        const each = rated(window, at)
        if (each !== null) ratings.push(each)
      }
    }
    return ratings
  })
  const byDevice = Map.groupBy(
    byWindow.flat().filter(({ device }) => device !== null),
    ({ device }) => device,
  )
  return { byWindow, byDevice: [...byDevice.values()], online: onlineOf(chance, level) }
}

/** Online, of one department: about one in two minutes from seven to ten at night, by people of whom nothing is known. */
function onlineOf(chance: () => number, level: () => number): readonly SeenRating[] {
  const ratings: SeenRating[] = []
  for (let day = 0; day < DAYS; day += 1) {
    const opens = MONTH_AT + day * DAY - HOUR
    for (let at = opens; at < opens + 15 * HOUR; at += Math.round(-Math.log(1 - chance()) * 2 * MINUTE))
      ratings.push({
        id: `o${String(ratings.length).padStart(7, '0')}`,
        at,
        servedAt: at - HOUR,
        level: level(),
        channel: 'web',
        enteredBy: null,
        device: null,
        evaluator: null,
        holder: `online-${ratings.length}`,
        department: 'civil-affairs',
        window: null,
        staff: null,
        anonymous: false,
      })
  }
  return ratings
}

const shareOf = (ratings: readonly SeenRating[]): FivesShare => ({
  n: ratings.length,
  fives: ratings.filter(({ level }) => level === 5).length,
})
/** As the job looks: the last hundred of a place, again and again, with what was there before them. */
const STEP = 20
export function foundInPlace(ratings: readonly SeenRating[], region: FivesShare) {
  return Array.from({ length: Math.ceil(ratings.length / STEP) }, (_, step) => {
    const until = Math.min(ratings.length, (step + 1) * STEP)
    const from = Math.max(0, until - 100)
    const history = shareOf(ratings.slice(Math.max(0, from - 1000), from))
    return unlikelyFivesAt(ratings.slice(from, until), { history, region, power: 8 })
  }).flat()
}
/** The places of a month, each in order, and what the region has. */
export const monthOf = (seed: number) => {
  const { byWindow, online } = honestMonth(seed)
  const places = [...byWindow, online].map((place) => place.toSorted((a, b) => a.at - b.at))
  return { places, region: shareOf(places.flat()) }
}
