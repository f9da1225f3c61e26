import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { keepConnected } from '../../scripts/demo/connect.ts'
import { keepDemo } from '../../scripts/demo/keep.ts'
import { clockFileOf, writeAhead } from '../../scripts/region/clock-file.ts'
import { placesOf } from '../../scripts/region/places.ts'
import { REGIONS, type Region } from '../../scripts/region/regions.ts'
import { launchRegion, type Serving, untilReady } from '../../scripts/region/serve.ts'
import { trustOf } from '../../scripts/region/trust.ts'
import { builtWorkers } from '../built.ts'
import { freePort } from './local-server.ts'
import { answered } from './region.ts'

/**
 * The regions of `npm start`, both or the first alone, set up by its own parts, in a folder of their own and on free ports: each a process group
 * that can be ended and started again over what it left. Cron is fired by whoever waits for something.
 */
export type Side = ReturnType<typeof sideOf>
type Launched = { serving: Serving }
/** Variables of the Workers that are other than those of `npm start`. */
type Settings = Readonly<Record<string, string>>

/** Both at one time, from which one of them alone can be moved on. */
export async function startDemonstration(at = Date.now(), settings: Settings = {}) {
  const { root, launched, launch } = await launchAll(REGIONS, at, settings)
  const servings = launched.map(({ serving }) => serving)
  const timers = [...(await Promise.all(servings.map(keepDemo))), await keepConnected(servings)]
  const [a, b] = launched.map((one) => movable(one, sideOf(one, launch), root))
  if (a === undefined || b === undefined) throw new Error('two regions')
  return {
    a,
    b,
    close: async () => {
      for (const end of timers) end()
      await Promise.all([a.stop(), b.stop()])
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** The first region alone, whose time is moved as `npm run clock` moves it: the file, an end, and a start over its data. */
export async function startMovable(at: number) {
  const { root, launched, launch } = await launchAll(REGIONS.slice(0, 1), at)
  const [one] = launched
  if (one === undefined) throw new Error('a region')
  const side = movable(one, sideOf(one, launch), root)
  await freshen(one)
  return {
    ...side,
    close: async () => {
      await side.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Whoever waits for the next six hours waits too long. */
const freshen = async ({ serving }: Launched) => (await keepDemo(serving))()

const movable = (launched: Launched, side: Side, root: string) => ({
  ...side,
  /** The time in the region. */
  now: () => Date.now() + launched.serving.aheadMs,
  /** Begins anew, after whatever has passed meanwhile, and with tokens of that time. */
  startAt: async (later: number) => {
    await writeAhead(clockFileOf(root), later - Date.now())
    await side.start()
    await freshen(launched)
  },
})

/** In a folder of their own; nothing outlives this process. */
async function launchAll(of: readonly Region[], at = Date.now(), settings: Settings = {}) {
  const root = await mkdtemp(resolve(tmpdir(), 'tongban-demonstration-'))
  const regions: Region[] = []
  for (const region of of) regions.push({ ...region, port: await freePort() })
  if (at > Date.now()) await writeAhead(clockFileOf(root), at - Date.now())
  const trusting = await trustOf(regions, root)
  const launch = async (region: Region): Promise<Serving> => {
    const trusted = trusting.get(region.code) ?? []
    const never = new AbortController().signal
    const { configs, emptyState } = builtWorkers()
    const given = { places: placesOf(region.code, root), configs, emptyState, settings }
    const serving = await launchRegion(region, trusted, never, given)
    if (serving === undefined) throw new Error('nobody stopped it')
    await untilReady(serving)
    return serving
  }
  const ends = regions.map(
    ({ code }) =>
      () =>
        endNow(placesOf(code, root).process),
  )
  // Whatever ends this process, nothing it started outlives it.
  process.on('exit', () => ends.map((end) => end()))
  const launched = await Promise.all(regions.map(async (region) => ({ serving: await launch(region) })))
  return { root, launched, launch }
}

function sideOf(launched: Launched, launch: (region: Region) => Promise<Serving>) {
  const { region, places } = launched.serving
  return {
    ...callsTo({ code: region.code, origin: `http://localhost:${region.port}`, demo: places.demo }),
    demo: places.demo,
    stop: () => launched.serving.stop(),
    start: async () => {
      launched.serving = await launch(region)
    },
  }
}

export type Place = { readonly code: string; readonly origin: string; readonly demo: string }

/** Asks a running region as its people do, whose tokens lie in the folder of the demonstration. */
export function callsTo({ code, origin, demo }: Place) {
  const read = (name: string) => readFile(resolve(demo, name), 'utf8')
  return {
    code,
    origin,
    /** A minute that has not been yet, as its jobs see it. */
    cron: (minute: number) =>
      fetch(`${origin}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${minute * 60_000}`),
    /** Null: whoever does not sign in. */
    call: async (who: string | null, method: string, path: string, body?: object) =>
      answered(
        fetch(`${origin}${path}`, {
          method,
          headers: {
            ...(who === null ? {} : { authorization: `Bearer ${(await read(`${who}.token`)).trim()}` }),
            'idempotency-key': crypto.randomUUID(),
            'content-type': 'application/json',
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(60_000),
        }),
      ),
    /** The ready application of one of its people. */
    body: async (who: string): Promise<Readonly<Record<string, unknown>>> =>
      JSON.parse(await read(`${who}.json`)),
  }
}

/** kill -9 of a process group, by what its start has written down; one that has ended has left nothing there. */
function endNow(record: string): void {
  try {
    process.kill(-Number(JSON.parse(readFileSync(record, 'utf8')).group), 'SIGKILL')
  } catch {
    // Nothing of it runs.
  }
}
