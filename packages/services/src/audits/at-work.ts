import type { Context } from '../context.ts'
import { drawPage } from './draw.ts'
import { stopOverLimit } from './stop-over-limit.ts'

/**
 * The job of the audit sample: draws from what was decided since its last run, and holds every item's judgements
 * against the limit, in case a judgement was stored and its stop was not.
 */
const PAGES = 10

export async function auditAtWork(ctx: Context, from: string | null) {
  let cursor = Number(from ?? 0)
  let looked = 0
  let found = 0
  for (let page = 0; page < PAGES; page += 1) {
    const step = await drawPage(ctx, cursor)
    cursor = step.cursor
    looked += step.looked
    found += step.drawn
    if (step.done) break
  }
  const stopped: string[] = []
  for (const { itemCode } of ctx.region.claims) if (await stopOverLimit(ctx, itemCode)) stopped.push(itemCode)
  const outcome = `looked at ${looked}, drawn ${found}`
  return {
    cursor: String(cursor),
    outcome: stopped.length === 0 ? outcome : `${outcome}, stopped ${stopped.join(', ')}`,
    rows: found,
  }
}
