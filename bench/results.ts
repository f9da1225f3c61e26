import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { WorkerName } from '../scripts/region/places.ts'
import type { EngineResult } from './engine/measure.ts'
import type { RatingResult } from './evaluations/measure.ts'
import type { DeliveryResult } from './exchange/measure.ts'
import type { RoundTripResult } from './exchange/round-trip.ts'
import type { IntakeResult } from './intake/measure.ts'
import { BENCH } from './place.ts'
import type { VerifierSize } from './size/verifier.ts'
import type { SweepResult } from './supervision/measure.ts'
import type { VerifyResult } from './verify/measure.ts'
import type { HttpVerifyResult } from './verify-http/measure.ts'

/** What a run found. No path and no name of the machine is in it. */
export type Results = {
  /** Civil day in Asia/Shanghai. */
  readonly date: string
  readonly machine: { readonly cpus: number; readonly model: string }
  readonly versions: Readonly<Record<string, string>>
  readonly workers: readonly {
    readonly name: WorkerName
    readonly rawBytes: number
    readonly gzipBytes: number
    readonly startMilliseconds: number
  }[]
  readonly verifier: readonly VerifierSize[]
  /** One for each thing applied for. */
  readonly intake: readonly IntakeResult[]
  readonly ratings: RatingResult
  readonly engines: readonly EngineResult[]
  readonly verify: readonly VerifyResult[]
  readonly verifyHttp: HttpVerifyResult
  readonly delivery: DeliveryResult
  /** Of the headers of a request between regions. */
  readonly signature: readonly VerifyResult[]
  readonly roundTrip: RoundTripResult
  readonly sweep: SweepResult
}

export function keep(results: Results): void {
  const text = JSON.stringify(results, (_, value) => (typeof value === 'number' ? rounded(value) : value), 2)
  writeFileSync(resolve(BENCH, 'results.json'), `${text}\n`)
}

/** Three figures behind the point say more than was measured, and keep the file readable. */
const rounded = (value: number) => Math.round(value * 1000) / 1000

/** Answers that were not what they had to be, and rows that are not those there must be. */
export const wrongAnswers = ({
  intake,
  ratings,
  engines,
  verify,
  verifyHttp,
  delivery,
  signature,
  roundTrip,
  sweep,
}: Results): number =>
  [...engines, ...verify, ...signature, roundTrip].reduce((sum, { wrong }) => sum + wrong, 0) +
  [...intake, ratings, verifyHttp].flatMap(({ arms }) => arms).reduce((sum, { wrong }) => sum + wrong, 0) +
  [...intake, ratings].filter(({ sameRows }) => !sameRows).length +
  delivery.wrong.length +
  sweep.wrong.length
