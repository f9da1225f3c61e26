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
type Clocked = { readonly region: Region; readonly places: Places; readonly aheadMs: number }
const PATH = '/cdn-cgi/handler/scheduled?cron=*+*+*+*+*'

/** Fires at each full minute, as it is there, until the returned function is called. */
export function fireCron({ region, places, aheadMs }: Clocked): () => void {
  const log = resolve(places.log, 'cron.log')
  let failing = false
  let timer = setTimeout(fire, untilNextMinute())

  function fire(): void {
    timer = setTimeout(fire, untilNextMinute())
    void fireOnce(region, aheadMs).then((outcome) => {
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

/** For the minute that is now there. */
export async function fireOnce(region: Region, aheadMs: number): Promise<string> {
  const there = Date.now() + aheadMs
  try {
    const answer = await fetch(`${originOf(region)}${PATH}&time=${there - (there % MINUTE_MS)}`, {
      signal: AbortSignal.timeout(50_000),
    })
    return answer.ok ? 'ok' : `HTTP ${answer.status}`
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
