/**
 * `npm start`: two regions on this machine, each its own process group, database and keys, with demonstration records
 * and the published rules of the 秒批 items. Development only; nothing here is part of a deployment.
 */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { keepConnected } from './demo/connect.ts'
import { printGuide } from './demo/guide.ts'
import { keepDemo } from './demo/keep.ts'
import { buildOnce } from './region/build.ts'
import { fireCron } from './region/cron.ts'
import { CLOCK_MOVED, reachTime, untilClockMoved } from './region/follow-clock.ts'
import { readOptions, USAGE } from './region/options.ts'
import { CONFIGS, ROOT } from './region/places.ts'
import type { Region } from './region/regions.ts'
import { type Given, launchRegion, prepareRegion, type Serving, untilReady } from './region/serve.ts'
import { type Trusting, trustOf } from './region/trust.ts'
import { say, telling } from './say.ts'

await telling(start)

async function start(): Promise<void> {
  const { help, watch, regions } = readOptions(process.argv.slice(2))
  if (help) {
    console.log(USAGE)
    return
  }
  for (const region of regions) await prepareRegion(region)
  execFileSync(process.execPath, [resolve(ROOT, 'scripts/vendor.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (watch) return serveUntilAsked(regions, await trustOf(regions), CONFIGS)
  const built = buildOnce()
  try {
    await serveUntilAsked(
      regions,
      await trustOf(regions),
      built.then(({ configs }) => configs),
    )
  } finally {
    // What did not build has told so, and has left nothing.
    await built.then(
      ({ remove }) => remove(),
      () => {},
    )
  }
}

/** Whatever happens in between, every process that was started is ended before this returns. */
async function serveUntilAsked(
  regions: readonly Region[],
  trusting: Trusting,
  configs: Given['configs'],
): Promise<void> {
  const stopping = new AbortController()
  const serving = new Map<string, Serving>()
  let launches: readonly Promise<void>[] = []
  let timers: (() => void)[] = []

  /** From nothing, or over the data of a run before, to answering and with its clock. */
  async function begin(): Promise<readonly Serving[]> {
    launches = regions.map(async (region) => {
      const one = await launchRegion(region, trusting.get(region.code) ?? [], stopping.signal, { configs })
      if (one !== undefined) serving.set(region.code, one)
    })
    await Promise.all(launches)
    const all = [...serving.values()].toSorted((a, b) => a.region.port - b.region.port)
    await Promise.all(all.map(untilReady))
    for (const one of all) timers.push(await keepDemo(one), fireCron(one))
    timers.push(await keepConnected(all))
    return all
  }

  async function end(): Promise<void> {
    for (const stop of timers) stop()
    timers = []
    await Promise.allSettled(launches)
    await Promise.all([...serving.values()].map((one) => one.stop()))
  }

  async function run(): Promise<void> {
    say(
      `正在启动：${regions.map(({ code, zh }) => `${zh} ${code}`).join('、')} …`,
      `Starting: ${regions.map(({ code, en }) => `${en} ${code}`).join('; ')} …`,
    )
    let all = await begin()
    printGuide(all)
    while (!stopping.signal.aborted) {
      await reachTime(all)
      const told = await Promise.race([
        untilClockMoved(all, stopping.signal),
        ...all.map(({ ended }) => ended),
      ])
      if (told !== CLOCK_MOVED) {
        if (told) throw told
        return
      }
      say('时间已变，各地区按新的时间重新启动 …', 'Time was moved; the regions begin anew with it …')
      await end()
      if (stopping.signal.aborted) return
      all = await begin()
      say('各地区已按新的时间运行。', 'The regions run by the new time.')
    }
  }

  try {
    await Promise.race([run(), untilAsked(stopping)])
  } finally {
    stopping.abort()
    await end()
  }
  say('已全部停止。', 'Everything has been stopped.')
}

/** Ctrl-C, a plain kill, or the terminal closing. */
function untilAsked(stopping: AbortController): Promise<void> {
  return new Promise((settle) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (!stopping.signal.aborted) say('\n正在停止 …', 'Stopping …')
        stopping.abort()
        settle()
      })
    }
  })
}
