import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { say } from '../say.ts'
import type { Places } from './places.ts'
import { originOf, type Region } from './regions.ts'

/**
 * The clock of the demonstration. The platform fires the gateway's cron each minute; `wrangler dev` never does by
 * itself, so it is fired here.
 */
const MINUTE_MS = 60_000
const PATH = '/cdn-cgi/handler/scheduled?cron=*+*+*+*+*'

/** Fires at each full minute until the returned function is called. */
export function fireCron(region: Region, places: Places): () => void {
  const log = resolve(places.log, 'cron.log')
  let failing = false
  let timer = setTimeout(fire, untilNextMinute())

  function fire(): void {
    timer = setTimeout(fire, untilNextMinute())
    void fireOnce(region).then((outcome) => {
      appendFileSync(log, `${new Date().toISOString()} ${outcome}\n`)
      if (outcome !== 'ok' && !failing) {
        say(
          `地区 ${region.code} 的定时任务没有成功（${outcome}），下一分钟再试。详见 ${log}`,
          `The cron of region ${region.code} did not succeed (${outcome}); it is tried again next minute. See ${log}`,
        )
      }
      failing = outcome !== 'ok'
    })
  }
  return () => clearTimeout(timer)
}

const untilNextMinute = () => MINUTE_MS - (Date.now() % MINUTE_MS)

async function fireOnce(region: Region): Promise<string> {
  try {
    const answer = await fetch(`${originOf(region)}${PATH}`, { signal: AbortSignal.timeout(50_000) })
    return answer.ok ? 'ok' : `HTTP ${answer.status}`
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
