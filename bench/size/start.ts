import { Miniflare } from 'miniflare'
import { median } from '../command.ts'
import { COMPATIBILITY_DATE } from '../place.ts'
import type { Built } from './build.ts'

/**
 * How long a Worker's module takes to start: parsing and running all of its top level, by importing the built module
 * in a fresh workerd, timed inside by its clock (whole milliseconds). Without a profiler, which would add to it.
 */
const TIMES = 9

const LOADER = `export default { async fetch() {
  const startedAt = performance.now()
  await import('worker.js')
  return Response.json(performance.now() - startedAt)
} }`

export async function moduleStart({ code }: Built): Promise<number> {
  const all: number[] = []
  for (let time = 0; time < TIMES; time += 1) all.push(await startOnce(code))
  return median(all)
}

async function startOnce(code: string): Promise<number> {
  const host = new Miniflare({
    compatibilityDate: COMPATIBILITY_DATE,
    cf: false,
    modules: [
      { type: 'ESModule', path: 'loader.js', contents: LOADER },
      { type: 'ESModule', path: 'worker.js', contents: code },
    ],
  })
  try {
    const response = await host.dispatchFetch('http://bench.invalid/')
    if (!response.ok) throw new Error(`the module does not start: ${await response.text()}`)
    return Number(await response.json())
  } finally {
    await host.dispose()
  }
}
