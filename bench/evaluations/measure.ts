import { openFieldKeys } from '@tongban/privacy'
import { makeRegion } from '../intake/region.ts'
import { type Arm, interleave, type Rounds, supplyOf, type Target } from '../load/interleave.ts'
import type { Sent } from '../load/load.ts'
import { openRatingHost, type RatingHost } from './host.ts'
import { type Lesson, RATE } from './recording.ts'
import { insertServices, type Service, servicesOf } from './services.ts'

/** Ratings under load: the built evaluations Worker beside the baseline, both on databases filled the same way. */
const CONNECTIONS = 32
/** Ratings the recorder gives at a time. */
const LESSON = 250
/** One read batch, one write batch. */
const ROUND_TRIPS = 2
/** One rating of so many is bad, and opens its order in the same batch. */
const BAD_EVERY = 50

export type RatingResult = {
  readonly connections: number
  readonly rounds: number
  readonly seconds: number
  readonly arms: readonly Arm[]
  readonly roundTrips: number
  /** Of a good rating with words. */
  readonly statements: { readonly read: number; readonly write: number }
  readonly sameRows: boolean
}

export async function measureRatings(
  evaluations: string,
  plan: Rounds & { readonly now: number; readonly today: string },
  say: (line: string) => void,
): Promise<RatingResult> {
  const region = await makeRegion(plan.now)
  const host = await openRatingHost(evaluations, region.bindings)
  try {
    const ring = await openFieldKeys(region.bindings.TONGBAN_FIELD_KEYS ?? '')
    if (!ring.ok) throw new Error('no field keys')
    const services = await servicesOf(ring.value, supplyOf(plan), plan.today)
    for (const database of host.databases) await insertServices(database, services, plan)
    const requests = services.map(ratingOf)
    const statements = await teach(host, requests)
    say(`  ratings: ${requests.length} recorded for the baseline`)
    const arms = await interleave('ratings', targetsOf(host, requests), 'bare', plan, say)
    const [ours, bare] = await Promise.all([host.rowCounts('ours'), host.rowCounts('bare')])
    const { rounds, seconds } = plan
    return {
      connections: CONNECTIONS,
      rounds,
      seconds,
      arms,
      roundTrips: ROUND_TRIPS,
      statements,
      sameRows: hasSameRows(ours) && hasSameRows(bare),
    }
  } finally {
    await host.dispose()
  }
}

/** With two options of its level and a few words, by the holder of the token from a browser, as most are. */
function ratingOf({ token }: Service, at: number): Sent {
  const isBad = at % BAD_EVERY === BAD_EVERY - 1
  return {
    headers: { 'X-Request-Id': requestId(at), 'X-Tongban-Caller': `198.51.${at % 256}.${(at >> 8) % 256}` },
    body: JSON.stringify({
      token,
      level: isBad ? 2 : 5,
      options: isBad ? ['209', '213'] : ['510', '517'],
      text: isBad ? '说好当天办结，等了三天。' : '很快，不用再跑一趟。',
      anonymous: false,
      channel: 'web',
    }),
  }
}

const requestId = (at: number) => `0199a1b2-c3d4-7e5f-8a6b-${at.toString(16).padStart(12, '0')}`

/** Each rating given once through the recorder; the baseline learns what it did. */
async function teach({ recorder, bare }: RatingHost, requests: readonly Sent[]) {
  let statements = { read: 0, write: 0 }
  for (let from = 0; from < requests.length; from += LESSON) {
    const answered = await fetch(new URL('/lesson', recorder), {
      method: 'POST',
      body: JSON.stringify(requests.slice(from, from + LESSON)),
    })
    const text = await answered.text()
    if (!answered.ok) throw new Error(`a rating was not taken: ${text}`)
    const { scripts } = asLesson(text)
    for (const { batches } of scripts)
      if (batches.length !== ROUND_TRIPS)
        throw new Error(`a rating took ${batches.length} round trips to the database, not ${ROUND_TRIPS}`)
    const [first = { batches: [] }] = scripts
    if (from === 0) statements = { read: first.batches[0]?.length ?? 0, write: first.batches[1]?.length ?? 0 }
    const learnt = await fetch(new URL('/recordings', bare), { method: 'POST', body: text })
    if (!learnt.ok) throw new Error('the baseline did not take the recordings')
  }
  return statements
}

/** Guarantee: the recorder answers this. */
const asLesson = (text: string) => JSON.parse(text) as Lesson

function targetsOf(host: RatingHost, requests: readonly Sent[]): readonly Target[] {
  const load = (url: URL) => ({
    url: new URL(RATE, url).href,
    connections: CONNECTIONS,
    requests,
    repeats: false,
    wanted: { status: 201, text: '"level":' },
  })
  return [
    { name: 'bare', says: 'baseline', isKeyed: false, load: load(host.bare) },
    {
      name: 'ours',
      says: 'ours, by the token alone, two options and a few words, one in fifty bad with its order',
      isKeyed: false,
      load: load(host.ours),
    },
  ]
}

/** A row for each rating and its words, and an order for each bad one, whichever side wrote them. */
function hasSameRows(counts: Readonly<Record<string, number>>): boolean {
  const {
    evaluations = 0,
    evaluation_texts: texts = 0,
    rectifications = 0,
    rectification_steps: steps = 0,
  } = counts
  const bad = evaluations / BAD_EVERY
  // Requests that were under way when a round ended may have come through out of turn.
  return texts === evaluations && steps === rectifications && Math.abs(rectifications - bad) <= CONNECTIONS
}
