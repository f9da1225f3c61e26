import { cpus } from 'node:os'
import type { WorkerName } from '../scripts/region/places.ts'
import { measureEngines } from './engine/measure.ts'
import { measureRatings } from './evaluations/measure.ts'
import { measureDelivery } from './exchange/measure.ts'
import { measureRoundTrip } from './exchange/round-trip.ts'
import { installedVersion } from './installed.ts'
import { allowance } from './intake/allowance.ts'
import { measureIntake } from './intake/measure.ts'
import { settlement } from './intake/settlement.ts'
import type { Results } from './results.ts'
import { buildWorkers } from './size/build.ts'
import { moduleStart } from './size/start.ts'
import { verifierSizes } from './size/verifier.ts'
import { measureSweep } from './supervision/measure.ts'
import { measureRace, measureVerify } from './verify/measure.ts'
import { measureHttpVerify } from './verify-http/measure.ts'

/** All measurements of one run, one after the other, so that none disturbs another. */
const DAY_IN_SHANGHAI = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
const FULL = {
  deliveries: { single: 1200, batched: 6000 },
  handOvers: 60,
  watched: { open: 1_000_000, due: 10_000 },
  engineRounds: 10,
  verifyRounds: 15,
  rounds: 7,
  seconds: 3,
  warmUpSeconds: 5,
}
const QUICK = {
  deliveries: { single: 300, batched: 1500 },
  handOvers: 10,
  watched: { open: 50_000, due: 2_000 },
  engineRounds: 2,
  verifyRounds: 3,
  rounds: 2,
  seconds: 1,
  warmUpSeconds: 1,
}

export type Options = { readonly isQuick: boolean; readonly allCases: boolean }

export async function measure(options: Options, say: (line: string) => void): Promise<Results> {
  const plan = options.isQuick ? QUICK : FULL
  const now = Date.now()
  const date = DAY_IN_SHANGHAI.format(now)
  say('Building the Workers …')
  const workers = []
  const built = await buildWorkers()
  for (const worker of built) {
    const { name, rawBytes, gzipBytes } = worker
    workers.push({ name, rawBytes, gzipBytes, startMilliseconds: await moduleStart(worker) })
  }
  const codeOf = (wanted: WorkerName) => {
    const worker = built.find(({ name }) => name === wanted)
    if (worker === undefined) throw new Error(`${wanted} was not built`)
    return worker.code
  }
  say('Intake, ours beside the baseline …')
  const codes = {
    approvals: codeOf('approvals'),
    overviews: codeOf('overviews'),
    rules: codeOf('rules'),
    licences: codeOf('licences'),
  }
  const intake = []
  for (const scenario of [allowance, settlement]) {
    intake.push(await measureIntake(codes, scenario, { ...plan, now, today: date }, say))
  }
  say('Ratings of services, ours beside the baseline …')
  const ratings = await measureRatings(codeOf('evaluations'), { ...plan, now, today: date }, say)
  say('Engines, each on the same cases …')
  const engines = await measureEngines(plan.engineRounds, options.allCases, say)
  say('Verification of licences, each beside one bare signature check …')
  const verify = await measureVerify(plan.verifyRounds, say)
  say('Verification over HTTP, beside a bare Worker that checks one signature …')
  const verifyHttp = await measureHttpVerify(codeOf('licences'), { ...plan, now }, say)
  say('Deliveries between two regions, beside a bare pair …')
  const delivery = await measureDelivery(
    codeOf('exchange'),
    { rounds: plan.rounds, now, messages: plan.deliveries },
    say,
  )
  const signature = await measureRace('signature', 'exchange/signature-worker.ts', plan.verifyRounds, say)
  say('An application decided by the other region, from one gateway to the same …')
  const roundTrip = await measureRoundTrip(codeOf, { applications: plan.handOvers, now, today: date }, say)
  say('Everything that is due given by the sweep, of many clocks that are open …')
  const sweep = await measureSweep(plan.watched)
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown' }
  const verifier = await verifierSizes()
  return {
    date,
    machine,
    versions: versions(),
    workers,
    verifier,
    intake,
    ratings,
    engines,
    verify,
    verifyHttp,
    delivery,
    signature,
    roundTrip,
    sweep,
  }
}

const versions = () => ({
  node: process.versions.node,
  ...Object.fromEntries(
    ['miniflare', 'workerd', 'feelin', 'json-rules-engine', 'jose', '@sd-jwt/sd-jwt-vc'].map((name) => [
      name,
      installedVersion(name) ?? '',
    ]),
  ),
})
