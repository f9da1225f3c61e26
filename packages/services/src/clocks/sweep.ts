import { clocksOf, nextDueAt } from '@tongban/cases'
import type { Failure, Result } from '@tongban/kernel'
import { casesDueBy, moveNextDue } from '@tongban/store'
import { appendEvents } from '../cases/append-events.ts'
import { attemptEach } from '../cases/each-case.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/**
 * Records what the law has made of silence (行政许可法 32: no notice within the limit, accepted from the day of receipt;
 * 50: a renewal not decided before the licence ends) and moves each case to its next due instant. Reads only cases that
 * became due, by an index. A reader or an actor who comes first sees the same; then there is nothing left to record.
 */
export type Swept = {
  readonly looked: number
  readonly recorded: number
  readonly failed: number
  readonly more: boolean
}

export const SWEEP_PAGE = 50
/** A case that cannot be read is tried again after this and does not stand before the others meanwhile. */
const AGAIN_MS = 3_600_000

export async function sweepDue(ctx: Context): Promise<Swept> {
  const [due] = await ctx.database.read([casesDueBy({ by: ctx.clock.now(), limit: SWEEP_PAGE })])
  let recorded = 0
  const { faults } = await attemptEach(ctx, due, async ({ caseNumber, seq }) => {
    try {
      recorded += await sweepCase(ctx, caseNumber)
      return true
    } catch (error) {
      await ctx.database.write([moveNextDue({ nextDueAt: ctx.clock.now() + AGAIN_MS, caseNumber, seq })])
      throw error
    }
  })
  return { looked: due.length, recorded, failed: faults.length, more: due.length === SWEEP_PAGE }
}

/** How many events silence has made of this case. */
async function sweepCase(ctx: Context, caseNumber: string): Promise<number> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(`a due case cannot be loaded: ${loaded.failure.code}`)
  const swept = await recordSilence(ctx, loaded.value)
  // Somebody took a step at the same moment; what they wrote holds the next due instant.
  if (!swept.ok && swept.failure.code === 'stepNotPossible') return 0
  if (!swept.ok) throw new Error(`a due case cannot be swept: ${swept.failure.code}`)
  if (swept.value === loaded.value) await moveOn(ctx, loaded.value)
  return swept.value.events.length - loaded.value.events.length
}

const recordSilence = (ctx: Context, loaded: LoadedCase): Promise<Result<LoadedCase, Failure>> =>
  appendEvents(ctx, loaded, [])

/** Nothing followed from what became due: the case waits for its next clock. Only if it is still as it was read. */
async function moveOn(ctx: Context, { row, fold, policy }: LoadedCase): Promise<void> {
  const now = ctx.clock.now()
  const next = nextDueAt(clocksOf(policy.plan, fold, policy.calendar, now), now)
  await ctx.database.write([moveNextDue({ nextDueAt: next, caseNumber: row.caseNumber, seq: row.seq })])
}
