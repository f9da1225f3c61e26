import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Trouble } from '../say.ts'
import type { Places } from './places.ts'
import { originOf, type Region } from './regions.ts'
import { serverLogOf, tailOf } from './wrangler.ts'

/**
 * A region is ready when its gateway answers with the id of this very start: an old process on the same port, or
 * another program, never counts.
 */
const LIMIT_MS = 90_000

export async function waitUntilReady(
  region: Region,
  places: Places,
  bootId: string,
  ended: AbortSignal,
): Promise<void> {
  const until = Date.now() + LIMIT_MS
  const log = serverLogOf(places)
  while (!ended.aborted && Date.now() < until && !hasFailedBuild(log)) {
    if ((await bootIdOf(region)) === bootId) return
    await wait(100)
  }
  if (ended.aborted) return
  throw new Trouble(
    `地区 ${region.code} 没有就绪。日志末尾：\n${tailOf(log)}`,
    `Region ${region.code} did not become ready. The end of ${log} is above.`,
  )
}

/** `wrangler dev` waits for a better build for ever; a start does not. */
const hasFailedBuild = (log: string) => readFileSync(log, 'utf8').includes('Build failed with')

async function bootIdOf(region: Region): Promise<unknown> {
  try {
    const answer = await fetch(`${originOf(region)}/healthz`, { signal: AbortSignal.timeout(2000) })
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null && 'bootId' in body ? body.bootId : undefined
  } catch {
    // Not listening yet, or not answering in our words: asked again.
    return undefined
  }
}
