import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { BENCH } from '../place.ts'
import type { Driven, Load } from './load.ts'

/** Runs the driver as a process of its own, so that it does not share a thread with the host of the Workers. */
const drivenSchema = z.object({
  answers: z.number(),
  wrong: z.number(),
  example: z.string().nullable(),
  seconds: z.number(),
  p50Milliseconds: z.number(),
  p99Milliseconds: z.number(),
})

export async function drive(load: Load): Promise<Driven> {
  const child = spawn(process.execPath, [resolve(BENCH, 'load/driver.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(load))
  return drivenSchema.parse(JSON.parse(await text(child.stdout)))
}
